/** Making elements, and text with a little structure. */
export const dom = String.raw`
const byId = (id) => document.getElementById(id);

/** el('a', { href: '#x', onclick: go }, 'text', node, undefined) */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(9).filter((child) => child !== undefined && child !== false && child !== ''));
  return node;
}

/** Paragraphs at empty lines, code between backticks; everything else is text. */
function prose(text) {
  if (!text) return [];
  return String(text).split(/\n\s*\n/).map((paragraph) =>
    el('p', { class: 'prose' }, paragraph.split(/(${'`'}[^${'`'}]+${'`'})/).map((piece) =>
      /^${'`'}.+${'`'}$/.test(piece) ? el('code', {}, piece.slice(1, -1)) : piece)));
}

/** A path with its parameters marked, and a place to break a line at every slash. */
function pathText(path) {
  return path.split(/(\{[^}]*\}|\/)/).filter(Boolean).map((piece) =>
    piece === '/' ? [el('wbr'), '/'] : piece[0] === '{' ? el('em', {}, piece) : piece);
}

function method(name) {
  return el('span', { class: 'method ' + name }, name.toUpperCase());
}

/** Formatted JSON in colours; any other text as it is. */
function code(text) {
  const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;
  const block = el('code');
  let end = 0;
  for (const match of text.matchAll(token)) {
    block.append(text.slice(end, match.index));
    const kind = match[2] ? 'key' : match[1] ? 'text' : match[3] ? 'word' : 'number';
    block.append(el('span', { class: 'json-' + kind }, match[1] || match[0]), match[2] || '');
    end = match.index + match[0].length;
  }
  block.append(text.slice(end));
  return block;
}

function copyButton(text, label) {
  const button = el('button', { type: 'button', class: 'copy', 'aria-label': label, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select and copy';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  } }, 'Copy');
  return button;
}
`;
