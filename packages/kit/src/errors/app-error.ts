import type { ErrorDocumentation } from './documentation.ts';
import { isErrorStatus } from './error-status.ts';
import { extensionMembers } from './extension-members.ts';
import { safeHeaders } from './safe-headers.ts';
import { STATUS_HEADERS } from './status-headers.ts';
import { phraseOf } from './status-phrases.ts';

export interface AppErrorOptions {
  /** The error that led to this one; it is logged, never sent. */
  cause?: unknown;
  /** Headers of the answer. What cannot be written is dropped, one by one. */
  headers?: Readonly<Record<string, string | number>> | undefined;
  /** Extension members of the problem document (RFC 9457, 3.2), sent at any status. */
  details?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the client may read `message`. Default: status below 500. */
  expose?: boolean | undefined;
  /** What the client reads instead of `message`, at any status. */
  detail?: string | undefined;
  /** Default: the status's phrase in RFC 9110. */
  title?: string | undefined;
}

/** Marks the instances of every copy of the kit, so that one copy recognises another's. */
export const APP_ERROR: unique symbol = Symbol.for('@seaworthy/kit.AppError');

const NONE: Readonly<Record<string, never>> = Object.freeze({});

/** An error that knows its answer: a stable code, a status and what the client may learn. */
export class AppError extends Error {
  /** Capture stacks below 500 too. Off, because a stack costs more than the rest of a 4xx. */
  static stackTraces = false;
  /** Feeds the page behind the problem's `type`. */
  static documentation?: ErrorDocumentation;
  /** Anything thrown as an `AppError`, the one place that decides status and exposure. Never throws. */
  declare static from: (thrown: unknown) => AppError;

  /** SCREAMING_SNAKE, stable: clients branch on it. */
  readonly code: string;
  /** 400..599. */
  readonly status: number;
  readonly expose: boolean;
  readonly title: string;
  /** What a client may read; `undefined` when nothing. */
  readonly detail: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status: number = 500, options: AppErrorOptions = NONE) {
    const answered = isErrorStatus(status) ? status : 500;
    const text = String(message);
    const limit = Error.stackTraceLimit;
    const bare = answered < 500 && limit !== 0 && !AppError.stackTraces;
    // `Reflect.set` because a plain assignment throws where the intrinsics are frozen.
    if (bare) Reflect.set(Error, 'stackTraceLimit', 0);
    try {
      super(text, 'cause' in options ? { cause: options.cause } : undefined);
    } finally {
      if (bare) Reflect.set(Error, 'stackTraceLimit', limit);
    }
    const { headers, details, detail, expose = answered < 500, title = phraseOf(answered) } = options;
    const owed = STATUS_HEADERS[answered];
    this.code = String(code);
    this.status = answered;
    this.expose = expose;
    this.title = title;
    this.detail = detail ?? (expose ? text : undefined);
    this.headers = headers === undefined ? (owed ?? NONE) : safeHeaders(owed, headers);
    this.details = details === undefined ? NONE : extensionMembers(details);
  }
}

// On the prototype, so that an instance costs no own `name` and the first line of a stack carries it.
Object.defineProperties(AppError.prototype, {
  [APP_ERROR]: { value: true },
  name: {
    configurable: true,
    get(this: AppError): string {
      return this.constructor.name;
    },
    set(this: AppError, value: unknown) {
      Object.defineProperty(this, 'name', { value, writable: true, configurable: true });
    },
  },
});
