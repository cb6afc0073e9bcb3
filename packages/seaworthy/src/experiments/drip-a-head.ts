import { experiment } from '../engine/experiment.ts';

const EVERY = 5000;
const LONGEST = 120_000;

/** Sends the head of a request line by line, one every five seconds, for two minutes or until the server has enough. */
export default experiment({
  id: 'drip-a-head',
  title: 'sends one header line every five seconds, for up to two minutes',
  subject: 'fresh',
  needs: ['disturb'],
  slow: true,
  deadline: 150_000,

  async run(lab) {
    const connection = await lab.raw();
    lab.control('the service takes a connection', connection.ended() === undefined);
    const since = lab.now();
    connection.write(`GET / HTTP/1.1\r\nHost: ${lab.host}\r\n`);
    let lines = 0;
    let over = false;
    while (!over && lab.now() - since < LONGEST) {
      over = await connection.until((received) => received !== '', EVERY);
      lines += 1;
      if (!over) connection.write(`X-Line-${lines}: still here\r\n`);
    }
    const after = over ? Math.round(lab.now() - since) : null;
    const facts = {
      longest: LONGEST,
      after,
      lines,
      ended: connection.ended() ?? null,
      received: connection.received().slice(0, 200),
    };
    lab.note(
      after === null
        ? 'it is still waiting'
        : `it had enough after ${after} ms: ${facts.received.split('\r\n')[0] || facts.ended}`,
    );
    connection.destroy();
    return facts;
  },
});
