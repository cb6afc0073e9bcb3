import { fail, pass, rule } from '../../engine/rule.ts';
import drip from '../../experiments/drip-a-head.ts';
import { connections } from '../../fixes/connections.ts';

export default rule({
  id: 'limits/slow-headers',
  level: 'should',
  owner: 'platform',
  title: 'A request head that never ends is cut off',
  why: 'A client that sends a header line now and then holds a connection for ever, at no cost to itself. A few thousand of them are an outage.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9',
  doNotFlag:
    'Two minutes of patience: Node’s defaults take a minute and a half. 408 and a plain close are equally good.',
  fix: connections,
  uses: { drip },
  judge({ drip: { after, longest, lines, ended, received } }) {
    if (after !== null) return pass(`after ${after} ms: ${received.split('\r\n')[0] || (ended ?? '')}`);
    return fail({
      expected: `408 or a closed connection within ${longest} ms`,
      actual: `still waiting after ${lines} lines`,
    });
  },
});
