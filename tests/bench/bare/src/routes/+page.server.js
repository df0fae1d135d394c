/** As little as a rendered page can ask of its server. */
export const load = () => ({ words: 'Chuẩn' });
