/**
 * Whether a program wrote what a document shows. White space does not count, so that a document may indent JSON; `…`
 * stands for anything, also for nothing.
 */
export function shows(expected, actual) {
  const pattern = bare(expected).split('…').map(escape).join('.*?');
  return new RegExp(`^${pattern}$`, 's').test(bare(actual));
}

const bare = (text) => text.replace(/\s+/g, '');
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
