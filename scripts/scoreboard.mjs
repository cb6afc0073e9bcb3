// `node scripts/scoreboard.mjs [name…]`: checks the subjects and the starters, or those that are named, one at a time,
// and writes scoreboard/ and the table in README.md. `--tables` writes the tables alone, from the committed reports.
import { prepare } from '../subjects/prepare.mjs';
import { boards, save } from './scoreboard/boards.mjs';
import { checked } from './scoreboard/checked.mjs';
import { contestants } from './scoreboard/contestants.mjs';
import { writeTables } from './scoreboard/tables.mjs';

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !contestants.some((one) => one.name === name));
if (unknown !== undefined)
  throw new Error(`Expected some of ${contestants.map(({ name }) => name).join(', ')}, got ${unknown}`);

const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new Error('stopped')));

const chosen = words.includes('--tables')
  ? []
  : contestants.filter(({ name }) => names.length === 0 || names.includes(name));
for (const contestant of chosen) {
  const reason = prepare(contestant);
  if (reason !== undefined) {
    console.log(reason);
    continue;
  }
  const board = await checked(contestant, stop.signal);
  const { must, should, score, broken } = board;
  const said = `${contestant.name}: must ${must.passed} of ${must.of}, should ${should.passed} of ${should.of}, ${score} %`;
  console.log(broken === undefined ? said : `${said}; not written: ${broken}`);
  if (broken === undefined) save(board);
  else process.exitCode = 1;
}
writeTables(boards());
process.exit();
