import { createHash } from 'node:crypto';
import { client } from './client.ts';
import { style } from './style.ts';

/** The page that shows a document, ready to be answered. */
export interface DocsPage {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/**
 * One HTML file with its style and script inside, allowed by their hashes and nothing else: the page can reach its own
 * origin and no other. `document` is the URL of the OpenAPI document relative to the page, `path` the page's own.
 */
export function docsPage(title: string, document: string, path: string): DocsPage {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(client)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: html(escaped(title), escaped(document), escaped(path)),
  };
}

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** An anchor, drawn with the accent colour of both themes in mind. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230d9488' " +
  "stroke-width='2.4' stroke-linecap='round'%3E%3Ccircle cx='12' cy='5' r='2.6'/%3E%3Cpath d='M12 8v13M7.5 11.5h9" +
  "M3 14c1 4.5 4.5 7 9 7s8-2.5 9-7'/%3E%3C/svg%3E";

function html(title: string, document: string, path: string): string {
  return `<!doctype html>
<html lang="en" data-document="${document}" data-page="${path}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<aside>
<div class="brand"><img src="${ICON}" alt="" width="26" height="26"><div><h1>${title}</h1><p id="version"></p></div></div>
<div class="search"><input id="search" type="search" placeholder="Filter operations" aria-label="Filter operations" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd></div>
<p id="count" class="visually-hidden" role="status"></p>
<nav id="index" aria-label="Operations"></nav>
</aside>
<main id="operations" tabindex="-1"><p id="state" role="status">Loading the document…</p></main>
<noscript><p class="notice">This page needs JavaScript. The document itself is at <a href="${document}">${document}</a>.</p></noscript>
<script>${client}</script>
</body>
</html>
`;
}
