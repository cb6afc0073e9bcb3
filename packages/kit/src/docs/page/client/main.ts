/** Loading the document, the index, the filter and the keys. */
export const main = String.raw`
const verbs = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];
const search = byId('search');
let entries = [];

function markCurrent(id) {
  for (const entry of entries) {
    if (entry.card.id === id) entry.link.setAttribute('aria-current', 'true');
    else entry.link.removeAttribute('aria-current');
  }
}

function show() {
  const main = byId('operations');
  const index = byId('index');
  byId('version').textContent = 'version ' + api.info.version + ' · OpenAPI ' + api.openapi;
  main.replaceChildren(el('header', {}, prose(api.info.description),
    el('p', { class: 'limits' }, el('span', {}, base + '/'),
      el('a', { href: document.documentElement.dataset.document }, 'OpenAPI document'))));
  const all = Object.entries(api.paths).flatMap(([path, item]) =>
    verbs.filter((verb) => item[verb]).map((verb) => ({ verb, path, operation: item[verb] })));
  for (const tag of api.tags || []) {
    const own = all.filter(({ operation }) => operation.tags[0] === tag.name).map((each) => {
      const card = operationView(each.verb, each.path, each.operation);
      const link = el('a', { href: '#' + card.id, title: each.operation.summary || each.path, onclick: (event) => {
        event.preventDefault();
        reveal(card);
      } }, method(each.verb), el('span', {}, pathText(each.path)));
      const text = [each.verb, each.path, each.operation.summary, card.id, ...each.operation.tags].join(' ').toLowerCase();
      return { card, link, text, item: el('li', {}, link) };
    });
    if (!own.length) continue;
    const heading = el('h2', {}, tag.name);
    const group = el('section', { class: 'tag' }, heading, prose(tag.description), own.map(({ card }) => card));
    const list = el('section', {}, el('h2', {}, tag.name), el('ul', {}, own.map(({ item }) => item)));
    main.append(group);
    index.append(list);
    entries.push(...own.map((entry) => ({ ...entry, group, list })));
  }
  main.append(el('p', { id: 'state', hidden: true }));
  if (!entries.length) say('No operations yet: describe a route and it appears here.');
}

function say(text) {
  byId('state').textContent = text;
  byId('state').hidden = !text;
}

function reveal(card) {
  card.open = true;
  card.scrollIntoView({ block: 'start' });
  card.firstElementChild.focus({ preventScroll: true });
}

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map();
  let count = 0;
  for (const entry of entries) {
    const hit = words.every((word) => entry.text.includes(word));
    entry.card.hidden = entry.item.hidden = !hit;
    count += hit;
    groups.set(entry.group, groups.get(entry.group) || hit);
    entry.group.hidden = entry.list.hidden = !groups.get(entry.group);
  }
  byId('count').textContent = words.length ? count + ' of ' + entries.length + ' operations' : '';
  say(entries.length && !count ? 'Nothing matches “' + search.value + '”.' : '');
}

function openHash() {
  const entry = entries.find(({ card }) => card.id === decodeURIComponent(location.hash.slice(1)));
  if (entry) reveal(entry.card);
}

function step(by) {
  const lines = entries.filter(({ card }) => !card.hidden).map(({ card }) => card.firstElementChild);
  const at = lines.indexOf(document.activeElement);
  const next = lines[at + by];
  if (next) next.focus();
  else if (by < 0) search.focus();
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  const onLine = event.target.tagName === 'SUMMARY' && event.target.parentElement.className === 'operation';
  let done = false;
  if (event.key === '/' && !typing) { search.focus(); search.select(); done = true; }
  else if (event.target === search && event.key === 'Escape') { search.value = ''; filter(); done = true; }
  else if (event.target === search && (event.key === 'ArrowDown' || event.key === 'Enter')) done = step(1);
  else if (onLine && event.key === 'ArrowDown') done = step(1);
  else if (onLine && event.key === 'ArrowUp') done = step(-1);
  if (done) event.preventDefault();
});
search.addEventListener('input', filter);
addEventListener('hashchange', openHash);

(async () => {
  const from = document.documentElement.dataset.document;
  try {
    const response = await fetch(from);
    if (!response.ok) throw new Error('status ' + response.status);
    api = await response.json();
    show();
    filter();
    openHash();
  } catch (error) {
    say('Expected the OpenAPI document at ' + new URL(from, location.href).href + ', got: ' + error.message + '.');
  }
})();
`;
