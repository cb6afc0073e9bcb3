import { isCancel, multiselect, select, text } from '@clack/prompts';
import { DEFAULT_EXTRAS } from './answers.ts';
import { columns, type Listed } from './list.ts';
import type { Manifest } from './manifest.ts';
import { painter } from './paint.ts';
import { toolchainText } from './toolchain.ts';

/** The user pressed Escape or Ctrl-C at a question. */
export class GivenUp extends Error {
  override name = 'GivenUp';
}

export async function askFolder(valid: (folder: string) => string | undefined): Promise<string> {
  return answered(
    await text({
      message: 'Where?',
      placeholder: './my-service',
      defaultValue: './my-service',
      validate: (value) => valid(value === undefined || value === '' ? './my-service' : value),
    }),
  );
}

export async function askFramework(listing: Promise<readonly Listed[]>): Promise<string> {
  const all = await listing;
  const paint = painter(process.stdout);
  const rows = columns(
    all.map(({ manifest: { framework, language, bestFor } }) => [framework, language, bestFor, '']),
  );
  const options = all.map(({ manifest, tools }, index) => {
    const complete = tools.every(({ found }) => found);
    const told = complete ? toolchainText(tools) : `${toolchainText(tools)}; the files are still written`;
    return {
      value: manifest.id,
      label: `${rows[index]!.join('  ')}${paint(complete ? 'dim' : 'yellow', told)}`,
    };
  });
  return answered(await select({ message: 'Framework', options }));
}

const DATABASES: Readonly<Record<string, string>> = {
  embedded: 'PostgreSQL  nothing to install here: it is embedded. DATABASE_URL in production',
  none: 'none        the service keeps what it has in memory',
};

export async function askDatabase({ questions }: Manifest): Promise<string> {
  const options = questions.database.map((value) => ({ value, label: DATABASES[value] ?? value }));
  return answered(await select({ message: 'Database', options }));
}

const EXTRAS: Readonly<Record<string, string>> = {
  docker: 'Dockerfile      small, not root, stops at SIGTERM',
  ci: 'GitHub Actions  lint, tests and seaworthy check',
  kubernetes: 'Kubernetes      probes, limits, and time to drain',
  redis: 'Redis           connected when REDIS_URL is set, closed at the end',
};

export async function askExtras({ questions }: Manifest): Promise<string[]> {
  const options = questions.extras.map((value) => ({ value, label: EXTRAS[value] ?? value }));
  const initialValues = DEFAULT_EXTRAS.filter((extra) => questions.extras.includes(extra));
  return answered(await multiselect({ message: 'Extras', options, initialValues, required: false }));
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new GivenUp();
  return answer as Exclude<Answer, symbol>;
}
