/** Variables of the environment that the service cannot start with; the message names them all and never a value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';

  /** `problems` are by variable; those under `''` are about several variables together. */
  constructor(readonly problems: ReadonlyMap<string, readonly string[]>) {
    super(describe(problems));
  }
}

function describe(problems: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...problems].map(
    ([name, texts]) => `  ${name}${name === '' ? '' : ': '}${texts.join('; ')}`,
  );
  const them = lines.length === 1 ? 'it' : 'them';
  return `The configuration is not valid:\n${lines.join('\n')}\nSet ${them} in the environment, or in a file for \`node --env-file\`; .env.example lists all.`;
}
