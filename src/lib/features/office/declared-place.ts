/** Where the frozen copy stands on the office's page of a dossier. */
export const DECLARED = 'noi-dung-ke-khai';
