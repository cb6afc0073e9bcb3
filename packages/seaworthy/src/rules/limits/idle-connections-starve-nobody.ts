import { rule } from '../../engine/rule.ts';
import crowd from '../../experiments/crowd-the-door.ts';
import { starvedBy } from '../../experiments/starved-by.ts';
import { connections } from '../../fixes/connections.ts';

export default rule({
  id: 'limits/idle-connections-starve-nobody',
  level: 'must',
  owner: 'platform',
  title: 'Two hundred silent connections starve nobody',
  why: 'Load balancers, browsers and scanners hold connections open that say nothing. A server that gives each of them a worker, or a place among few, stops serving without a single request.',
  source: 'https://cwe.mitre.org/data/definitions/400.html',
  doNotFlag:
    'Servers that close silent connections, or refuse further ones, while they serve. One answer in three within a second, or twenty times what it takes in peace, is enough.',
  fix: connections,
  uses: { crowd },
  timed: 1000,
  judge: ({ crowd: { silent, budget } }) => starvedBy('silent connections', silent, budget),
});
