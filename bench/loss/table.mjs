/** One row per way of stopping; of several rounds the least and the most, or what is said. */
export function lossTable(shutdowns, samples, crowds) {
  const head = ['stopped by', ...crowds.map((clients) => `lost, ${clients} clients`)];
  head.push('turned away', ...crowds.map((clients) => `exit after (s), ${clients} clients`));
  head.push('beyond its slowest answer (s), at most', 'exit code');
  const rows = shutdowns.map(({ name, title }) => {
    const mine = samples.filter((sample) => sample.name === name);
    const of = (figure, clients, show) =>
      range(
        mine.filter((sample) => sample.clients === clients).map((sample) => sample[figure]),
        show,
      );
    return [
      title,
      ...crowds.map((clients) => bold(of('lost', clients, String))),
      range(
        mine.map(({ turnedAway }) => turnedAway),
        String,
      ),
      ...crowds.map((clients) => of('ms', clients, seconds)),
      seconds(Math.max(...mine.map(({ ms, longest }) => ms - longest))),
      [...new Set(mine.map(({ exit }) => exit))].join(', '),
    ];
  });
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function range(numbers, show) {
  const [least, most] = [show(Math.min(...numbers)), show(Math.max(...numbers))];
  return least === most ? least : `${least} to ${most}`;
}

const bold = (text) => (text === '0' ? '**0**' : text);
const seconds = (ms) => (ms / 1000).toFixed(2);
