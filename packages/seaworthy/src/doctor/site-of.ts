import { fileURLToPath } from 'node:url';

/** The frames of a stack that are neither Node's nor the doctor's, as `name file:line`. */
export function framesOf(stack: string): string[] {
  return stack.split('\n').flatMap((line) => {
    const groups = FRAME.exec(line)?.groups;
    if (groups === undefined) return [];
    const { name = '', inside, bare } = groups;
    const address = inside ?? bare ?? '';
    if (address.startsWith('node:') || !/[\\/]/.test(address)) return [];
    return `${name.replace(/^(async |new )/, '') || '(anonymous)'} ${pathOf(address)}`;
  });
}

/** `file:line` of the innermost frame of the application; of a dependency when there is no other. */
export function siteOf(stack: string): string | undefined {
  const frames = framesOf(stack);
  const own = frames.find((frame) => !/[\\/]node_modules[\\/]/.test(frame)) ?? frames[0];
  return own?.slice(own.lastIndexOf(' ') + 1);
}

/** `at name (file:line:column)` or `at file:line:column`, as V8 writes them. */
const FRAME = /^\s+at (?:(?<name>.*) \((?<inside>.+):\d+\)|(?:async )?(?<bare>.+):\d+)$/;

function pathOf(address: string): string {
  const [, file = address, line = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  return `${file.startsWith('file://') ? fileURLToPath(file) : file}:${line}`;
}
