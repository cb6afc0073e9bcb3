import { defects } from './defects.mjs';

const chosen = process.env.DEFECT || undefined;

if (chosen !== undefined && !Object.hasOwn(defects, chosen)) {
  process.stderr.write(
    `DEFECT: expected an id of subjects/reference/defects.mjs, got ${JSON.stringify(chosen)}\n`,
  );
  process.exit(1);
}

/** Whether this process has the named defect; an id that nobody has named is a mistake in our own code. */
export function defect(id) {
  if (!Object.hasOwn(defects, id)) throw new TypeError(`The defect ${id} is not in defects.mjs`);
  return chosen === id;
}
