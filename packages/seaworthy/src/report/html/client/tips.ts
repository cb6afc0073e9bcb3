/** The entry under the pointer, the finger or the arrow keys, beside its mark in the drawing. */
export const tips = `
for (const figure of all('.drawn figure')) {
  const tip = one('.tip', figure);
  const marks = all('.mark', figure).sort((a, b) => a.dataset.at - b.dataset.at);
  let current = -1;
  for (const title of all('title', figure)) {
    const holder = title.parentElement;
    holder.dataset.text = title.textContent;
    title.remove();
  }
  const show = (mark) => {
    for (const other of all('.current', figure)) other.classList.remove('current');
    tip.hidden = mark === null;
    if (mark === null) return;
    mark.classList.add('current');
    current = marks.indexOf(mark);
    tip.textContent = mark.dataset.text;
    const frame = figure.getBoundingClientRect();
    const shape = (one('.dot, rect', mark) || mark).getBoundingClientRect();
    const middle = (Math.max(shape.left, frame.left) + Math.min(shape.right, frame.right)) / 2 - frame.left;
    const left = Math.min(Math.max(middle - tip.offsetWidth / 2, 0), frame.width - tip.offsetWidth);
    const above = shape.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = Math.max(left, 0) + 'px';
    tip.style.top = (above < -tip.offsetHeight ? shape.bottom - frame.top + 8 : above) + 'px';
  };
  const markOf = (event) => event.target.closest('[data-text]');
  figure.addEventListener('pointerover', (event) => { if (markOf(event)) show(markOf(event)); });
  figure.addEventListener('pointerleave', () => { if (document.activeElement !== figure) show(null); });
  figure.addEventListener('click', (event) => show(markOf(event)));
  figure.addEventListener('blur', () => show(null));
  figure.addEventListener('keydown', (event) => {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (event.key === 'Escape') show(null);
    if (to === undefined || marks.length === 0) return;
    show(marks[Math.min(Math.max(to, 0), marks.length - 1)]);
    event.preventDefault();
  });
}
`;
