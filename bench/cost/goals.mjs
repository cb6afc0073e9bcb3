const GET = 'GET 200';
const POST = 'POST 201';
const KITS = ['express-kit', 'fastify-kit', 'nest-express-kit', 'nest-fastify-kit'];

/** A goal is a ratio of CPU per request; `limits` are for Node 20 and 22, then for Node 24 and later. */
const GOALS = [
  ...against('express-kit', 'express-bare', [GET, POST], [0.45, 1.25]),
  ...against('express-kit', 'express-prod', [GET, POST], [0.3, 0.4]),
  ...against('nest-express-kit', 'nest-express-bare', [GET, POST], [0.5, 1.25]),
  ...against('nest-express-kit', 'nest-express-prod', [GET, POST], [0.35, 0.5]),
  ...against('fastify-kit', 'fastify-bare', [GET, POST], [1.6, 1.6]),
  ...against('fastify-kit', 'fastify-prod', [GET, POST], [0.75, 0.75]),
  ...against('nest-fastify-kit', 'nest-fastify-bare', [GET], [1.6, 1.6]),
  ...against('nest-fastify-kit', 'nest-fastify-classes', [POST], [1, 1]),
  ...KITS.flatMap((kit) => [ownError(kit, '404'), ownError(kit, '400')]),
  ...against('fastify-kit', 'raw-full', [GET, POST, '404', '400'], [1.2, 1.2]),
];

/** Which goals were reached; one whose services were not measured is left out. */
export function goalsTable(costs, nodeMajor) {
  const rows = GOALS.map(({ left, right, limits }) => {
    const limit = limits[nodeMajor < 24 ? 0 : 1];
    const ratio = costs.get(left)?.cpu / costs.get(right)?.cpu;
    if (!Number.isFinite(ratio)) return undefined;
    return `| ${left} | ${right} | ≤ ${limit} | ${ratio.toFixed(2)} | ${ratio <= limit ? 'reached' : '**not reached**'} |`;
  }).filter((line) => line !== undefined);
  if (rows.length === 0) return 'No goal compares two of these services.';
  return [
    '### Goals',
    '',
    '| CPU of | against | goal | measured | |',
    '| --- | --- | --: | --: | --- |',
    ...rows,
  ].join('\n');
}

function against(service, other, exchanges, limits) {
  return exchanges.map((exchange) => ({
    left: `${service} ${exchange}`,
    right: `${other} ${exchange}`,
    limits,
  }));
}

function ownError(kit, exchange) {
  return { left: `${kit} ${exchange}`, right: `${kit} ${GET}`, limits: [1.5, 1.5] };
}
