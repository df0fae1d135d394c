/** Cookie in which a page says, as it sends a form, which person it was made for; for a minute. */
export const PAGE_OF = 'chuan_page_of';
