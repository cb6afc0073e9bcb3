/** `/` searches, the arrow keys walk through the rules, Escape goes back. */
export const keyboard = `
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = document.activeElement;
  const typing = at instanceof HTMLInputElement || at instanceof HTMLSelectElement || at instanceof HTMLTextAreaElement;
  if (event.key === '/' && !typing) {
    search.focus();
    search.select();
    event.preventDefault();
  } else if (event.key === 'Escape' && at === search) {
    if (state.q === '') search.blur();
    else change({ q: '' });
    event.preventDefault();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const lines = all('.finding:not([hidden]) > summary');
    const here = lines.indexOf(at);
    if (here < 0 && !(at === search && event.key === 'ArrowDown')) return;
    const next = event.key === 'ArrowDown' ? here + 1 : here - 1;
    const target = next < 0 ? search : lines[Math.min(next, lines.length - 1)];
    if (target !== undefined) target.focus();
    event.preventDefault();
  }
});
`;
