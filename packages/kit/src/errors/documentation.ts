/** What the page behind a problem's `type` says to the person who received the error. */
export interface ErrorDocumentation {
  /** What has happened, in one or two sentences. */
  meaning: string;
  /** What they can do about it. */
  action: string;
  /** Needed only if the class cannot be constructed without arguments. */
  code?: string;
  /** Needed only if the class cannot be constructed without arguments. */
  status?: number;
}
