import { isCancel, multiselect, select, text } from '@clack/prompts';
import { DEFAULT_EXTRAS } from './answers.ts';
import { rows, type Listed } from './list.ts';
import type { Manifest } from './manifest.ts';

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

/** What the prompt needs of a line, escape sequences included, as it counts them when it wraps. */
const AROUND = 18;

export async function askFramework(listing: Promise<readonly Listed[]>): Promise<string> {
  const all = await listing;
  const labels = rows(all, process.stdout, AROUND);
  const options = all.map(({ manifest, tools }, index) => {
    const complete = tools.every(({ found }) => found);
    const option = { value: manifest.id, label: labels[index]! };
    return complete ? option : { ...option, hint: 'the files are written all the same' };
  });
  return answered(await select({ message: 'Framework', options }));
}

interface Words {
  label: string;
  /** Shown beside the one that the cursor is on. */
  hint: string;
}

const DATABASES: Readonly<Record<string, Words>> = {
  embedded: { label: 'PostgreSQL', hint: 'embedded, so nothing to install; DATABASE_URL in production' },
  none: { label: 'none', hint: 'the service keeps in memory what it is told' },
};

export async function askDatabase({ questions }: Manifest): Promise<string> {
  const options = questions.database.map((value) => ({ value, ...(DATABASES[value] ?? { label: value }) }));
  return answered(await select({ message: 'Database', options }));
}

const EXTRAS: Readonly<Record<string, Words>> = {
  docker: { label: 'Dockerfile', hint: 'small, not root, hears SIGTERM' },
  ci: { label: 'GitHub Actions', hint: 'lint, tests and seaworthy check' },
  kubernetes: { label: 'Kubernetes', hint: 'probes, limits, and time to drain' },
  redis: { label: 'Redis', hint: 'used when REDIS_URL is set' },
};

export async function askExtras({ questions }: Manifest): Promise<string[]> {
  const options = questions.extras.map((value) => ({ value, ...(EXTRAS[value] ?? { label: value }) }));
  const initialValues = DEFAULT_EXTRAS.filter((extra) => questions.extras.includes(extra));
  return answered(await multiselect({ message: 'Extras', options, initialValues, required: false }));
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new GivenUp();
  return answer as Exclude<Answer, symbol>;
}
