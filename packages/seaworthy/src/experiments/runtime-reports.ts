import type { LogLine } from '../engine/evidence.ts';

/** What runtimes, servers and pools print when something leaks or an error is lost. */
const REPORTS = [
  /MaxListenersExceededWarning/,
  /UnhandledPromiseRejection/,
  /unhandled 'error' event/i,
  /ERR_HTTP_HEADERS_SENT/,
  /Task exception was never retrieved/,
  /coroutine .* was never awaited/,
  /ResourceWarning: unclosed/,
  /superfluous response\.WriteHeader/,
  /http: panic serving/,
  /Connection leak detection triggered/,
  /LEAK: .*release\(\) was not called/,
];
const MOST = 5;

/** The first few lines in which the runtime reports a leak or a lost error. */
export function runtimeReports(lines: readonly LogLine[]): LogLine[] {
  return lines.filter(({ text }) => REPORTS.some((report) => report.test(text))).slice(0, MOST);
}
