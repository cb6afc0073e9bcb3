/** The form that sends a request, the same request as a curl line, and what came back. */
export const trial = String.raw`
/** Where the service is: the page's own place without the page's own path, so that a proxy's prefix stays. */
const base = location.origin + (location.pathname.endsWith(document.documentElement.dataset.page)
  ? location.pathname.slice(0, -document.documentElement.dataset.page.length) : '');

/** Kept while the page is open, shared by all forms, never stored. */
let authorization = '';

function field(name, where, given, required, oninput) {
  const { schema } = resolve(given);
  const values = schema.enum || (schema.type === 'boolean' ? [true, false] : undefined);
  const id = 'f' + (++field.count);
  const input = values
    ? el('select', { id, oninput, required }, el('option', { value: '' }, required ? 'choose' : 'not sent'),
        values.map((value) => el('option', { value: String(value) }, String(value))))
    : el('input', { id, oninput, required, autocomplete: 'off', spellcheck: 'false', placeholder: hint(schema) });
  return { name, where, schema, input, node: el('div', { class: 'field' },
    el('label', { for: id }, el('code', {}, name), el('span', {}, where)), input) };
}
field.count = 0;

function hint(schema) {
  if ('default' in schema) return typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default);
  return schema.type === 'array' ? 'one, two' : schema.type === 'object' ? '{ "key": "value" }' : typeText(schema);
}

function queryOf({ name, schema, input }) {
  const value = input.value;
  if (schema.type === 'array') return value.split(',').map((item) => [name, item.trim()]);
  if (schema.type !== 'object') return [[name, value]];
  try {
    return Object.entries(JSON.parse(value)).map(([key, inner]) =>
      [name + '[' + key + ']', typeof inner === 'string' ? inner : JSON.stringify(inner)]);
  } catch {
    return [[name, value]];
  }
}

const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";

function trialView(verb, path, operation) {
  const body = operation.requestBody && Object.entries(operation.requestBody.content)[0];
  const secured = (operation.security || []).some((one) => 'authorization' in one);
  const curl = el('code');
  const update = () => { curl.textContent = curlOf(request()); };
  const fields = (operation.parameters || []).map((one) =>
    field(one.name, one.in, one.schema, one.in === 'path', update));
  const secret = secured && el('input', { type: 'password', id: 'a' + (++field.count), autocomplete: 'off',
    placeholder: 'Bearer …', oninput: () => { authorization = secret.value; update(); } });
  const text = body && el('textarea', { id: 'b' + (++field.count), spellcheck: 'false', rows: 4, oninput: () => { grow(); update(); },
    onkeydown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); } });
  const grow = () => { text.rows = Math.min(18, Math.max(4, text.value.split('\n').length)); };
  const send = el('button', { type: 'submit', class: 'send' }, 'Send');
  const out = el('div', { class: 'answer', 'aria-live': 'polite' });
  const inputs = text ? [...fields, { where: 'body', input: text }] : fields;
  let running;

  function request() {
    let target = path;
    for (const one of fields.filter((each) => each.where === 'path'))
      target = target.replace('{' + one.name + '}', one.input.value ? encodeURIComponent(one.input.value) : '{' + one.name + '}');
    const given = (where) => fields.filter((each) => each.where === where && each.input.value !== '');
    const query = new URLSearchParams(given('query').flatMap(queryOf)).toString();
    return {
      method: verb.toUpperCase(),
      url: base + target + (query && '?' + query),
      headers: [...given('header').map((one) => [one.name, one.input.value]),
        ...(text && text.value ? [['content-type', body[0]]] : [])],
      body: text && text.value ? text.value : undefined,
    };
  }

  function curlOf({ method, url, headers, body: data }) {
    const lines = ['curl ' + (method === 'HEAD' ? '-I' : method === 'GET' ? '-i' : '-i -X ' + method) + ' ' + quoted(url)];
    for (const [name, value] of headers) lines.push('-H ' + quoted(name + ': ' + value));
    if (secured && authorization) lines.push('-H "Authorization: $AUTHORIZATION"');
    if (data !== undefined) lines.push('--data-raw ' + quoted(data));
    return lines.join(' \\\n  ');
  }

  async function submit(event) {
    event.preventDefault();
    if (running) return running.abort();
    const { method: name, url, headers, body: data } = request();
    running = new AbortController();
    send.textContent = 'Cancel';
    out.replaceChildren(el('p', { class: 'line' }, 'Waiting…'));
    for (const one of inputs) one.input.removeAttribute('aria-invalid');
    const start = performance.now();
    try {
      if (secured && authorization) headers.push(['authorization', authorization]);
      const response = await fetch(url, { method: name, headers, body: data, signal: running.signal, cache: 'no-store' });
      const bytes = await response.arrayBuffer();
      out.replaceChildren(...answerView(response, bytes, performance.now() - start, inputs));
    } catch (error) {
      out.replaceChildren(el('p', { class: 'failed' }, running.signal.aborted
        ? 'Cancelled.' : 'No answer from ' + url + ': ' + error.message + '. Is the service still running?'));
    }
    running = undefined;
    send.textContent = 'Send';
  }

  if (text) {
    const made = sampleOf(body[1].schema || {}, 0);
    text.value = made === null ? '' : JSON.stringify(made, null, 2);
    grow();
  }
  update();
  const form = el('form', { class: 'try', onsubmit: submit },
    el('h4', {}, 'Try it'),
    secured && el('div', { class: 'field' }, el('label', { for: secret.id }, el('code', {}, 'Authorization'), el('span', {}, 'header')), secret),
    fields.map((one) => one.node),
    text && el('div', { class: 'field' }, el('label', { for: text.id }, el('code', {}, 'body'), el('span', {}, body[0])), text),
    el('div', { class: 'curl' }, el('div', { class: 'curl-head' }, el('code', {}, 'curl'), copyButton(() => curl.textContent, 'Copy the curl command')),
      el('pre', { tabindex: '0', 'aria-label': 'curl command' }, curl)),
    el('div', { class: 'actions' }, send, text && el('span', { class: 'hint' }, 'or Ctrl+Enter in the body')),
    out);
  form.addEventListener('focusin', () => { if (secret && !secret.value) secret.value = authorization; update(); });
  return form;
}

/** The body has one input for all its fields. */
function concerns(wrong, { where, name }) {
  return where === 'body' ? wrong.in === 'body' : wrong.field === name && (wrong.in || where) === where;
}

function answerView(response, bytes, elapsed, fields) {
  const type = response.headers.get('content-type') || '';
  let text = /json|text|xml|javascript|urlencoded/.test(type) ? new TextDecoder().decode(bytes) : undefined;
  if (text !== undefined && /json/.test(type)) {
    try {
      const value = JSON.parse(text);
      text = JSON.stringify(value, null, 2);
      for (const wrong of Array.isArray(value.errors) ? value.errors : [])
        for (const one of fields) if (concerns(wrong, one)) one.input.setAttribute('aria-invalid', 'true');
    } catch { /* shown as it came */ }
  }
  const long = text !== undefined && text.length > 1e5;
  const id = response.headers.get('x-request-id');
  return [
    el('p', { class: 'line' },
      el('span', { class: 'status s' + String(response.status)[0] }, String(response.status)), response.statusText,
      el('span', { class: 'limits' }, el('span', {}, Math.round(elapsed) + ' ms'), el('span', {}, bytes.byteLength + ' bytes'))),
    id ? el('p', { class: 'limits' }, el('span', {}, 'request id ' + id)) : undefined,
    el('details', { class: 'fold' }, el('summary', { class: 'line' }, 'Headers'),
      el('dl', {}, [...response.headers].map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))),
    text ? el('pre', { class: 'body', tabindex: '0', 'aria-label': 'Response body' }, code(long ? text.slice(0, 1e5) : text)) : undefined,
    long ? el('p', { class: 'limits' }, el('span', {}, 'the first 100000 of ' + text.length + ' characters')) : undefined,
    text === undefined && bytes.byteLength ? el('p', { class: 'limits' }, el('span', {}, 'a body of type ' + (type || 'unknown'))) : undefined,
  ].filter(Boolean);
}
`;
