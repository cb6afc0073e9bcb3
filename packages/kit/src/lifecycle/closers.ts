/** Something with a way to be closed; the way is found by shape. A function is called. */
export type Closable =
  | (() => unknown)
  | { close(): unknown }
  | { end(): unknown }
  | { quit(): unknown }
  | { destroy(): unknown }
  | { disconnect(): unknown }
  | AsyncDisposable;
