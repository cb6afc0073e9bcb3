import { median } from '../median.mjs';

const MB = 1e6;

/** One table of what each starter takes, and one per request. */
export function frameworkTables(starters, samples) {
  const requests = samples[0].figures.map(({ request }) => request);
  return [weights(starters, samples), ...requests.map((request) => speeds(starters, samples, request))].join(
    '\n\n',
  );
}

function weights(starters, samples) {
  const rows = starters.map(({ name, title, database }) => {
    const of = (figure) => median(samples.filter((sample) => sample.name === name).map(figure));
    const megabytes = (figure) => Math.round(of(figure) / MB) || '';
    return [
      title,
      `${(of(({ startedIn }) => startedIn) / 1000).toFixed(1)} s`,
      megabytes(({ rest }) => rest.service),
      megabytes(({ loaded }) => loaded.service),
      database,
      megabytes(({ loaded }) => loaded.database),
    ];
  });
  return table(['starter', 'start', 'MB at rest', 'MB after load', 'database', 'its MB'], rows);
}

function speeds(starters, samples, request) {
  const rows = starters.map(({ name, title }) => {
    const mine = samples.filter((sample) => sample.name === name).flatMap(({ figures }) => figures);
    const of = (figure) =>
      median(mine.filter((figures) => figures.request === request).map((figures) => figures[figure]));
    return [
      title,
      Math.round(of('cpu')),
      Math.round(of('perSecond')),
      of('p50').toFixed(1),
      of('p99').toFixed(1),
    ];
  });
  return `### ${request}\n\n${table(['starter', 'CPU µs', 'requests/s', 'p50 ms', 'p99 ms'], rows)}`;
}

function table(head, rows) {
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
