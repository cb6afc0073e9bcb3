import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  shutdown,
  type Closable,
  type HttpServer,
  type Shutdown,
  type ShutdownOptions,
} from '../../src/lifecycle/shutdown.ts';
import type { ShutdownLog } from '../../src/lifecycle/shutdown-log.ts';

export interface Embedded extends AsyncDisposable {
  life: Shutdown;
  port: number;
  url: string;
  /** What was logged, e.g. `info draining`. */
  lines: string[];
}

/** A listening server with a shutdown that leaves the test process alone. */
export async function embedded(
  server: HttpServer,
  resources: Record<string, Closable> = {},
  options: ShutdownOptions = {},
): Promise<Embedded> {
  const lines: string[] = [];
  const life = shutdown(server, resources, {
    signals: [],
    fatal: false,
    log: recording(lines),
    flush() {},
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    life,
    port,
    url: `http://127.0.0.1:${port}`,
    lines,
    async [Symbol.asyncDispose]() {
      await life.now('end of test');
      life.dispose();
    },
  };
}

/** A log that keeps level and message. */
export function recording(lines: string[]): ShutdownLog {
  const at = (level: string) => (_fields: object, message: string) => lines.push(`${level} ${message}`);
  return { info: at('info'), warn: at('warn'), error: at('error'), fatal: at('fatal') };
}
