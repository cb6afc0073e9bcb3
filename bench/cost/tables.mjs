import { EXCHANGES } from '../exchanges.mjs';

const HEAD = [
  '| service | CPU µs | ± | all threads µs | × bare | × prod | × raw | requests/s | p50 ms | p99 ms |',
  '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
];

/** One table per request; the CPU columns are per request. */
export function costTables(services, costs) {
  return EXCHANGES.map(({ name }) => {
    const rows = services.map((service) => row(service, name, costs));
    return [`### ${name}`, '', ...HEAD, ...rows].join('\n');
  }).join('\n\n');
}

function row({ name, bare, prod }, exchange, costs) {
  const cost = costs.get(`${name} ${exchange}`);
  const against = (other) => times(cost.cpu / costs.get(`${other} ${exchange}`)?.cpu);
  const cells = [
    name,
    whole(cost.cpu),
    Number.isFinite(cost.spread) ? `${whole(cost.spread * 50)} %` : '',
    whole(cost.cpuAll),
    against(bare),
    against(prod),
    against('raw'),
    whole(cost.perSecond),
    cost.p50.toFixed(1),
    cost.p99.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

const TITLES = {
  express: 'Express 5',
  fastify: 'Fastify 5',
  'nest-express': 'NestJS 12, Express',
  'nest-fastify': 'NestJS 12, Fastify',
};

/** The same in short, for people who choose: one row per framework. */
export function shortTable(costs) {
  const of = (family, exchange) =>
    ['bare', 'prod', 'kit'].map((kind) => whole(costs.get(`${family}-${kind} ${exchange}`).cpu));
  return [
    '| CPU per request in µs | `GET`: bare | by hand | **kit** | `POST`: bare | by hand | **kit** |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...Object.entries(TITLES).map(([family, title]) => {
      const [get, post] = [of(family, 'GET 200'), of(family, 'POST 201')].map(([bare, prod, kit]) => [
        bare,
        prod,
        `**${kit}**`,
      ]);
      return `| ${[title, ...get, ...post].join(' | ')} |`;
    }),
  ].join('\n');
}

const whole = (number) => (Number.isFinite(number) ? String(Math.round(number)) : '');
const times = (number) => (Number.isFinite(number) ? number.toFixed(2) : '');
