/** What stands for the secret of an address in every question of these tests. */
export const ANY_TOKEN = 'A'.repeat(43);
