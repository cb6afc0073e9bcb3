/** One operation: a line that unfolds into parameters, body, answers and the form to try it. */
export const operation = String.raw`
function operationView(verb, path, operation) {
  const card = el('details', { class: 'operation', id: operation.operationId, ontoggle: () => {
    if (!card.open) return;
    if (card.children.length === 1) card.append(operationBody(verb, path, operation));
    if (decodeURIComponent(location.hash.slice(1)) !== card.id) history.replaceState(null, '', '#' + card.id);
    markCurrent(card.id);
  } },
  el('summary', {}, method(verb), el('code', { class: 'path' }, pathText(path)),
    operation.summary && el('span', { class: 'about' }, operation.summary)));
  return card;
}

function operationBody(verb, path, operation) {
  const parameters = operation.parameters || [];
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  return el('div', { class: 'inside' },
    el('div', { class: 'told' },
      prose(operation.description),
      parameters.length > 0 && section('Parameters', el('ul', { class: 'fields' }, parameters.map((one) =>
        row(one.name, { ...one.schema, ...(one.description && { description: one.description }) }, { required: one.required, where: one.in })))),
      body && section('Body', el('p', { class: 'media' }, body[0], operation.requestBody.required ? el('span', { class: 'required' }, 'required') : ''),
        schemaView(body[1].schema || {})),
      section('Answers', Object.entries(operation.responses).sort(([a], [b]) => a[0] - b[0]).map(answer))),
    trialView(verb, path, operation));
}

function section(title, ...children) {
  return el('section', {}, el('h4', {}, title), children);
}

function answer([status, given]) {
  const { schema: response } = resolve(given);
  const content = Object.entries(response.content || {})[0];
  const line = [el('span', { class: 'status s' + status[0] }, status), el('span', { class: 'meaning' }, prose(response.description))];
  if (!content) return el('div', { class: 'answer-line line' }, line);
  const fold = el('details', { class: 'fold answer-line', ontoggle: fill }, el('summary', { class: 'line' }, line));
  function fill() {
    if (fold.open && fold.children.length === 1)
      fold.append(el('p', { class: 'media' }, content[0]), schemaView(content[1].schema || {}, true));
  }
  if (Number(status) < 400) { fold.open = true; fill(); }
  return fold;
}
`;
