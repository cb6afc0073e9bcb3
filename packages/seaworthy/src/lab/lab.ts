import type { Capability } from '../engine/experiment.ts';
import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import type { Profile } from '../profile/profile.ts';
import type { Listener } from './socket-table.ts';
import type { Entry } from './timeline.ts';

/** One request. Header names are sent as written; no header is added but `Host`, `Content-Length` and `Connection`. */
export interface RequestSpec {
  method?: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Longest wait for the complete answer in ms. Default 10 s. */
  timeout?: number;
}

/** A request held open from our side by withholding the rest of its body. */
export interface OpenRequest {
  /** The server has said `100 Continue`: it has read the head and waits for us. A fact, not a sleep. */
  acknowledged: boolean;
  /** Sends the rest and waits for the answer. */
  finish(): Promise<Exchange>;
  /** Cuts the connection (RST). */
  abort(): void;
}

/** Bytes on a connection of their own, for what no client would send. */
export interface RawConnection {
  write(bytes: string | Buffer): void;
  /** Everything received so far, latin-1. */
  received(): string;
  /** Waits until `done(received)` holds or the connection ends; `false` when neither came within `ms`. */
  until(done: (received: string) => boolean, ms: number): Promise<boolean>;
  /** `undefined` while open; `FIN`, or the error's code such as `ECONNRESET`. */
  ended(): string | undefined;
  /** Ends our side politely. */
  end(): void;
  /** Cuts (RST). */
  destroy(): void;
}

/** The resources that a service holds, over its whole process tree. */
export interface ProcessFacts {
  /** Resident memory in bytes. */
  rss: number;
  /** Open file descriptors. */
  fds: number;
  /** Established TCP connections on the port of the service. */
  connections: number;
  /** Process ids, the started command first. */
  tree: number[];
}

/** Many requests, for `requests` answers or `seconds`, whichever ends first. Bounded to 200 connections and 120 s. */
export interface LoadSpec {
  /** The known-good read when omitted. A function makes each request from its number, from 0. */
  spec?: RequestSpec | ((number: number) => RequestSpec);
  connections: number;
  requests?: number;
  seconds?: number;
  /** Many requests on each connection. Default `false`: a new connection for each request. */
  keepAlive?: boolean;
  /** Pause of each connection after an answer, in ms. Default 0. */
  pause?: number;
  /** Ends it early. */
  signal?: AbortSignal;
}

/** What came of a load. */
export interface LoadFacts {
  /** Requests begun. */
  requests: number;
  /** How many ended how: by status (`200`) or error (`ECONNREFUSED`). */
  outcomes: Record<string, number>;
  /** Connected and completely sent, yet no complete answer came. */
  lost: number;
  /**
   * Of the lost: on a connection used before, without one byte of an answer. The server may have closed it as idle
   * before the request reached it (RFC 9112 section 9.3.1), so these alone prove nothing.
   */
  raced: number;
  /** Up to ten of the lost, as evidence. */
  losses: Exchange[];
  /** Of complete answers, in ms. `null` when there was none. */
  latency: { p50: number; p95: number; p99: number; max: number } | null;
  startedAt: number;
  endedAt: number;
}

/**
 * What the proxy in front of a dependency does. `refuse` resets each new connection, and counts it; with `gone` nothing
 * listens, so that the driver says ECONNREFUSED with host and port, and attempts are not seen.
 */
export type Fault = 'none' | 'refuse' | 'gone' | 'hang' | { delay: number };

/** What a dependency's proxy has seen since the process started. */
export interface ProxyFacts {
  /** Connections accepted or refused, by time. */
  attempts: number[];
  open: number;
  opened: number;
  /** How each connection ended: by whom, and whether the protocol's goodbye was said before. */
  closed: {
    at: number;
    by: 'service' | 'dependency' | 'proxy';
    how: 'FIN' | 'RST';
    goodbye: boolean;
    /** Whether the protocol could be followed: PostgreSQL past its greeting or Redis, not encrypted. Else `goodbye` says nothing. */
    readable: boolean;
  }[];
}

/** A proxy between the service and one of its dependencies. One per process, so experiments never share a cut. */
export interface DependencyProxy {
  readonly name: string;
  readonly port: number;
  /** What is spoken there, by the scheme of its URL. */
  readonly protocol: 'postgres' | 'redis' | 'other';
  /** Applies to new connections and, for `hang` and `delay`, to the open ones. */
  set(fault: Fault): void;
  /** Ends every open connection by FIN or RST; new ones are let through. */
  cut(how: 'FIN' | 'RST'): void;
  facts(): ProxyFacts;
}

/** Everything an experiment may do to a service. The only place with sockets and processes. */
export interface Lab {
  readonly origin: URL;
  /** What `Host` says: the origin's, unless the user told another one. */
  readonly host: string;
  /** What is known about the service: its routes by role, its probes. */
  readonly profile: Profile;
  request(spec: RequestSpec): Promise<Exchange>;
  /** A known-good read request. Needs `read`. */
  read(change?: Partial<RequestSpec>): Promise<Exchange>;
  /** A known-good write with a new body each time. Needs `write`. */
  write(change?: Partial<RequestSpec>): Promise<Exchange>;
  /** A new known-good body for the write route, as a value to break. Needs `write`. */
  sample(): Record<string, unknown>;
  /** Holds a write request open. Needs `write`. */
  hold(change?: Partial<RequestSpec>): Promise<OpenRequest>;
  /** `name` is what the timeline calls it, default `raw connection`; one with an empty name is not mentioned. */
  raw(name?: string): Promise<RawConnection>;
  /** Sends to the process that listens, or to the started command, which may be a wrapper. Needs `signals`. */
  signal(name: NodeJS.Signals, to?: 'service' | 'command'): void;
  /** `null` when the process is still alive after `within` ms. Needs `start`. */
  exit(within: number): Promise<Exit | null>;
  /** Whether the process that listens is alive. */
  alive(): boolean;
  /** Process id of the process that listens; needs `start`. */
  pid(): number;
  /** What it listens on; `undefined` while it does not, or does no longer. Needs `start`. */
  listener(): Listener | undefined;
  /** How it was started: program and arguments. Needs `start`. */
  command(): readonly string[];
  /** Every line written so far; on a shared process, since this experiment began. Needs `logs`. */
  logs(): LogLine[];
  /** Every line since the process started; on a shared process, those before this experiment have negative times. */
  allLogs(): LogLine[];
  /** Memory, descriptors and connections of the process tree at this moment. Needs `start`. */
  facts(): ProcessFacts;
  /** Sends many requests. Needs `disturb`, and `read` when it is not told what to send. */
  load(spec: LoadSpec): Promise<LoadFacts>;
  /** Waits until a line matches, or `ms` passed: log lines may come late. */
  logged(matches: (line: LogLine) => boolean, ms: number): Promise<LogLine | undefined>;
  /** The proxies in front of the dependencies. Needs `dependency`. */
  dependencies(): readonly DependencyProxy[];
  /** Starts one more process of the same service, closed with the lab. Needs `start`. */
  another(change: {
    env?: Record<string, string | undefined>;
    port?: number;
    faults?: Fault;
    await?: 'listening' | 'exit' | 'nothing';
  }): Promise<Lab>;
  /** Polls `fact` until it holds; `false` when it does not within `ms`. */
  waitFor(fact: () => boolean | Promise<boolean>, ms: number, every?: number): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  /** Milliseconds on this experiment's clock. */
  now(): number;
  note(text: string): void;
  /** What must hold for this experiment to mean anything; if it does not, its rules are `unclear`. */
  control(claim: string, holds: boolean): void;
  timeline(): Entry[];
  close(): Promise<void>;
}

/** Makes labs: a new process for each `fresh` one, the same process for all `shared` ones. */
export interface Labs {
  /** Why these needs cannot be met, as a sentence that says what to tell us; `undefined` when they can. */
  lacks(needs: readonly Capability[]): string | undefined;
  /** What is known so far. */
  readonly profile: Profile;
  /** Adds what was discovered. What the user told stays. Labs handed out before see it too. */
  learn(found: Partial<Profile>): void;
  /** What was assumed or set for the service, as sentences for the report: `NODE_ENV=production is set`. */
  readonly remarks: readonly string[];
  shared(experiment: string): Promise<Lab>;
  fresh(experiment: string): Promise<Lab>;
  close(): Promise<void>;
}

/** A control did not hold: nothing can be said. */
export class ControlFailed extends Error {}

export function control(claim: string, holds: boolean): void {
  if (!holds) throw new ControlFailed(claim);
}
