import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `text` with `…` for what changes from run to run or from machine to machine: measures, ports, ids, folders. */
export function steady(text) {
  return text
    .replaceAll(root, '')
    .replace(/\d[\d.,]*(?= ?(?:ms|s|seconds|bytes|B|kB|KB|KiB|MB|MiB)\b)/g, '…')
    .replace(/\d[\d, ]*(?= (?:requests lost|(?:silent|idle) connections)\b)/g, '…')
    .replace(/\b(localhost|127\.0\.0\.1):\d+/g, '$1:…')
    .replace(/\b(port|PORT=|process|pid) ?\d+/g, (found, word) => found.replace(/\d+$/, '…') || word)
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '…');
}

/** `text` with `…` for moments. */
export function undated(text) {
  return text.replace(/\d{4}[-/]\d\d[-/]\d\d[T -]+\d\d:\d\d:\d\d(?:[.,]\d+)?/g, '…');
}
