/** What a shutdown needs of a log; every pino logger has it. */
export interface ShutdownLog {
  info(fields: object, message: string): unknown;
  warn(fields: object, message: string): unknown;
  error(fields: object, message: string): unknown;
  fatal(fields: object, message: string): unknown;
}
