/** The filters and the opened rules in the address, so that a view can be shared. Defines `remember()`. */
export const hash = `
let written = location.hash;

function remember() {
  const open = all('.finding[open]').map(({ id }) => id);
  const pairs = [
    ['q', state.q], ['outcome', [...state.outcome].join()], ['level', state.level], ['topic', state.topic],
    ['owner', state.owner], ['rule', open.join()],
  ].filter(([, value]) => value !== '');
  const said = pairs.map(([name, value]) => name + '=' + encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%2C', ',')).join('&');
  written = said === '' ? '' : '#' + said;
  history.replaceState(null, '', written || location.pathname + location.search);
}

function reveal(id) {
  const target = document.getElementById(id);
  if (target === null) return;
  if (target.hidden) reset();
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView({ block: 'start' });
  const line = one('summary', target);
  if (line !== null) line.focus({ preventScroll: true });
}

function restore() {
  const said = decodeURIComponent(location.hash.slice(1));
  if (said !== '' && !said.includes('=')) return reveal(said);
  const values = new URLSearchParams(location.hash.slice(1));
  const read = (name) => values.get(name) || '';
  Object.assign(state, {
    q: read('q'), outcome: new Set(read('outcome').split(',').filter(Boolean)),
    level: read('level'), topic: read('topic'), owner: read('owner'),
  });
  apply();
  const opened = read('rule').split(',').filter(Boolean);
  for (const id of opened) {
    const rule = document.getElementById(id);
    if (rule instanceof HTMLDetailsElement) rule.open = true;
  }
  if (opened.length === 1) document.getElementById(opened[0])?.scrollIntoView();
}

for (const { element } of rules) element.addEventListener('toggle', remember);
addEventListener('hashchange', () => { if (location.hash !== written) restore(); });
restore();
`;
