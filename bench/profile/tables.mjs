const TOP = 25;
const IDLE = new Set(['(idle)', '(root)']);

/** A V8 CPU profile as two tables of self time, shares of the time that was not idle: by package and by function. */
export function profileTables({ nodes, samples }) {
  const hits = new Map();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const byFunction = new Map();
  const byPackage = new Map();
  let busy = 0;
  for (const { id, callFrame } of nodes) {
    const own = hits.get(id) ?? 0;
    if (own === 0 || IDLE.has(callFrame.functionName)) continue;
    busy += own;
    add(byFunction, placeOf(callFrame), own);
    add(byPackage, packageOf(callFrame), own);
  }
  const packages = shares(byPackage, busy);
  const functions = shares(byFunction, busy).slice(0, TOP);
  return {
    packages,
    functions,
    markdown: `${table('package', packages)}\n\n${table('function', functions)}`,
  };
}

function packageOf({ functionName, url }) {
  if (functionName.startsWith('(') && url === '') return functionName;
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/');
  const inside = url.split('/node_modules/').at(-1);
  if (inside === url) return url === '' ? 'native' : 'the service itself';
  const [scope, name, ...file] = inside.split('/');
  if (scope === '@seaworthy') return `kit: ${file.slice(1, 2).join('/')}`;
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function placeOf({ functionName, url, lineNumber }) {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const file = url
    .split('/node_modules/')
    .at(-1)
    .replace(/^file:.*\/bench\//, '');
  return `${name} ${file}:${lineNumber + 1}`;
}

function add(map, key, own) {
  map.set(key, (map.get(key) ?? 0) + own);
}

function shares(map, busy) {
  return [...map]
    .map(([name, own]) => ({ name, percent: Number(((own * 100) / busy).toFixed(1)) }))
    .sort((a, b) => b.percent - a.percent);
}

function table(title, rows) {
  const lines = rows
    .filter(({ percent }) => percent >= 0.5)
    .map(({ name, percent }) => `| ${name} | ${percent} |`);
  return [`| ${title} | % |`, '| --- | --: |', ...lines].join('\n');
}
