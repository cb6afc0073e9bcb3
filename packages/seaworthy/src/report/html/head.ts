import { createHash } from 'node:crypto';
import { markup, Markup } from './markup.ts';

/** The head of a page that asks nobody for anything: its style and its script are allowed by their hashes. */
export function head({ title, style, script }: { title: string; style: string; script?: string }): Markup {
  return markup`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy(style, script)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <link rel="icon" href="${ICON}" />
    <style>${new Markup(style)}</style>
  </head>`;
}

function policy(style: string, script: string | undefined): string {
  return [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src ${hash(script)}`]),
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

/** An anchor. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230d9488' " +
  "stroke-width='2.4' stroke-linecap='round'%3E%3Ccircle cx='12' cy='5' r='2.6'/%3E%3Cpath d='M12 8v13M7.5 11.5h9" +
  "M3 14c1 4.5 4.5 7 9 7s8-2.5 9-7'/%3E%3C/svg%3E";
