/** A body shorter or longer than declared reads the same, whichever parser noticed. */
export const INCOMPLETE_BODY = 'The request body does not have the declared length';
