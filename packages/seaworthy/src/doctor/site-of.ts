import { fileURLToPath } from 'node:url';

/** The frames of a stack that are neither Node's nor the doctor's, as `name file:line`. */
export function framesOf(stack: string): string[] {
  return parsed(stack).map(({ name, at }) => `${name} ${at}`);
}

/** `file:line` of the innermost frame of the application; of a dependency when there is no other. */
export function siteOf(stack: string): string | undefined {
  const frames = parsed(stack);
  return (frames.find(({ at }) => !/[\\/]node_modules[\\/]/.test(at)) ?? frames[0])?.at;
}

function parsed(stack: string): { name: string; at: string }[] {
  return stack.split('\n').flatMap((line) => {
    const groups = FRAME.exec(line)?.groups;
    if (groups === undefined) return [];
    const { name = '', inside, bare } = groups;
    const address = inside ?? bare ?? '';
    if (address.startsWith('node:') || !/[\\/]/.test(address)) return [];
    return [{ name: name.replace(/^(async |new )/, '') || '(anonymous)', at: pathOf(address) }];
  });
}

/** `at name (file:line:column)` or `at file:line:column`, as V8 writes them. */
const FRAME = /^\s+at (?:(?<name>.*) \((?<inside>.+):\d+\)|(?:async )?(?<bare>.+):\d+)$/;

function pathOf(address: string): string {
  const [, file = address, line = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  return `${file.startsWith('file://') ? fileURLToPath(file) : file}:${line}`;
}
