/** What is searched for and filtered by, and showing only that. Defines `state` and `apply()`. */
export const filter = `
const form = one('.filters');
const search = one('#search');
const rules = all('.finding').map((element) => ({ element, text: '' }));
const state = { q: '', outcome: new Set(), level: '', topic: '', owner: '' };

function matches({ element }, words, text) {
  const { outcome, level, topic, owner } = element.dataset;
  return (state.outcome.size === 0 || state.outcome.has(outcome)) &&
    (state.level === '' || state.level === level) && (state.topic === '' || state.topic === topic) &&
    (state.owner === '' || state.owner === owner) && words.every((word) => text.includes(word));
}

function apply() {
  const words = state.q.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const rule of rules) {
    if (words.length > 0 && rule.text === '') rule.text = rule.element.textContent.toLowerCase();
    const visible = matches(rule, words, rule.text);
    rule.element.hidden = !visible;
    if (visible) shown += 1;
  }
  for (const group of all('.group')) {
    const amount = all('.finding:not([hidden])', group).length;
    group.hidden = amount === 0;
    one('.amount', group).textContent = amount;
  }
  const filtered = shown < rules.length || state.q !== '';
  one('#found').textContent = filtered ? shown + ' of ' + rules.length + ' rules' : rules.length + ' rules';
  one('#reset').hidden = !filtered;
  one('#nothing').hidden = shown > 0;
  if (search.value !== state.q) search.value = state.q;
  for (const chip of all('.chip')) chip.setAttribute('aria-pressed', state.outcome.has(chip.dataset.outcome));
  for (const topic of all('.topic')) topic.setAttribute('aria-pressed', state.topic === topic.dataset.topic);
  for (const select of all('.filters select')) select.value = state[select.name];
}

function change(next) {
  Object.assign(state, next);
  apply();
  remember();
}

form.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
search.addEventListener('input', () => change({ q: search.value }));
for (const select of all('.filters select')) select.addEventListener('change', () => change({ [select.name]: select.value }));
for (const chip of all('.chip')) chip.addEventListener('click', () => {
  const outcome = new Set(state.outcome);
  if (!outcome.delete(chip.dataset.outcome)) outcome.add(chip.dataset.outcome);
  change({ outcome });
});
for (const topic of all('.topic')) topic.addEventListener('click', () => {
  const chosen = state.topic !== topic.dataset.topic;
  change({ topic: chosen ? topic.dataset.topic : '' });
  if (chosen) one('#rules').scrollIntoView();
});
function reset() {
  change({ q: '', outcome: new Set(), level: '', topic: '', owner: '' });
}
one('#reset').addEventListener('click', () => { reset(); search.focus(); });
`;
