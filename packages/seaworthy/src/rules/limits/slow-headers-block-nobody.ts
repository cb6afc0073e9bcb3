import { rule } from '../../engine/rule.ts';
import crowd from '../../experiments/crowd-the-door.ts';
import { starvedBy } from '../../experiments/starved-by.ts';
import { connections } from '../../fixes/connections.ts';

export default rule({
  id: 'limits/slow-headers-block-nobody',
  level: 'should',
  owner: 'platform',
  title: 'Unfinished request heads delay nobody else',
  why: 'Phones on bad networks send half a head and stall. Where a worker waits for the rest, a handful of them stop the service for everybody.',
  source: 'https://cwe.mitre.org/data/definitions/400.html',
  doNotFlag:
    'One answer in three within a second, or twenty times what it takes in peace, is enough. Servers that are meant to stand behind a proxy that reads whole requests fail here, and it is theirs to say so.',
  fix: connections,
  uses: { crowd },
  timed: 1000,
  judge: ({ crowd: { unfinished, budget } }) => starvedBy('unfinished heads', unfinished, budget),
});
