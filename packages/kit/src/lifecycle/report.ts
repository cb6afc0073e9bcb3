/** One resource that was closed, or was not. */
export interface Step {
  name: string;
  ms: number;
  error?: Error;
}

/** How a shutdown went. */
export interface Report {
  /** The signal, `uncaughtException`, `unhandledRejection`, or what `now()` was told. */
  reason: string;
  /** 0; or 1 when forced, when a close failed, or when a fatal error was the reason. */
  code: 0 | 1;
  /** Requests were cut, or a second signal came. */
  forced: boolean;
  /** From the reason to the last step. */
  ms: number;
  /** Requests that had to be cut; pipelined ones of one connection count once. */
  cut: number;
  /** In the order of closing: last opened first. */
  steps: Step[];
}

/** The report as fields of a log line. */
export function reportFields(report: Report): object {
  const steps = report.steps.map(({ error, ...step }) =>
    error === undefined ? step : { ...step, error: error.message },
  );
  return { ...report, steps };
}
