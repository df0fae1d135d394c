/** What stands at an item that need not be judged: it is left out of the findings. */
export const NOT_APPLICABLE = 'none';
