/** Stands for something new in each request; the lab puts it in. */
export const RANDOM = '{{random}}';

/** How many lower-case hexadecimal digits it becomes. Twelve are the last group of a UUID. */
export const RANDOM_LENGTH = 12;
