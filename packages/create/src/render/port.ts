/** A text with every number that is the starter's port replaced. */
export function withPort(text: string, starterPort: number, port: number): string {
  return text.replace(new RegExp(`(?<![\\w.])${starterPort}(?!\\w|\\.\\d)`, 'g'), String(port));
}
