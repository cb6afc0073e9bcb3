import { printable } from '../printable.ts';

/** HTML or SVG that is safe to put into a page as it is. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Content = Markup | string | number | false | undefined | readonly Content[];

/** A template whose values are text unless they are markup; `false` and `undefined` are nothing, lists are joined. */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...values.map(rendered)));
}

function rendered(content: Content): string {
  if (content instanceof Markup) return content.source;
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return content === false || content === undefined ? '' : content.map(rendered).join('');
}

/** Text for HTML, SVG or XML, in elements and in quoted attributes. */
export function escaped(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text in which `backticks` mark code. */
export function prose(text: string): Markup[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? markup`<code>${part.slice(1, -1)}</code>`
        : markup`${part}`,
    );
}

/** Text in which addresses can be followed. */
export function linked(text: string): Markup[] {
  return text
    .split(/(https:\/\/[^\s,;)]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? markup`<a href="${part}" rel="noreferrer">${part.replace(/^https:\/\/(?:www\.)?/, '')}</a>`
        : markup`${part}`,
    );
}
