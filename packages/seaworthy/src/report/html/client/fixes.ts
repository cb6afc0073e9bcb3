/** The fixes of each framework as tabs (WAI-ARIA authoring practices); what is chosen once holds for all rules. */
export const fixes = `
all('.fixes').forEach((box, number) => {
  const panels = all('section', box);
  const list = document.createElement('div');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'Framework');
  panels.forEach((panel, index) => {
    const tab = document.createElement('button');
    panel.id = 'fix-' + number + '-' + index;
    Object.assign(tab, { type: 'button', id: panel.id + '-tab', textContent: one('h5', panel).textContent });
    tab.dataset.framework = panel.dataset.framework;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    panel.removeAttribute('aria-label');
    one('h5', panel).hidden = true;
    tab.addEventListener('click', () => choose(tab.dataset.framework));
    list.append(tab);
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const tabs = all('[role=tab]', list);
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    choose(next.dataset.framework);
    next.focus();
    event.preventDefault();
  });
  box.prepend(list);
});

function choose(framework) {
  for (const tab of all('[role=tab]')) {
    const chosen = tab.dataset.framework === framework;
    tab.setAttribute('aria-selected', chosen);
    tab.tabIndex = chosen ? 0 : -1;
  }
  for (const panel of all('[role=tabpanel]')) panel.hidden = panel.dataset.framework !== framework;
}
const first = one('.fixes section');
if (first !== null) choose(first.dataset.framework);
`;
