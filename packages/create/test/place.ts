import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder of a test's own, gone when its scope ends. */
export class Place implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'create-'));

  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  has(...names: string[]): boolean {
    return existsSync(this.at(...names));
  }

  text(...names: string[]): string {
    return readFileSync(this.at(...names), 'utf8');
  }

  /** The names in a folder, sorted. */
  names(...folder: string[]): string[] {
    return readdirSync(this.at(...folder)).sort();
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
