/** The process cannot be examined: the message says why and what to do instead. Exit 2, no stack. */
export class CannotAttach extends Error {
  override name = 'CannotAttach';
}
