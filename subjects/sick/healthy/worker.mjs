// Busy and well: a worker that takes jobs, computes in pieces, and keeps a bounded list. No server.
import { live } from '../serve.mjs';

const last = [];
const job = async (number) => {
  await new Promise((resolve) => setImmediate(resolve));
  last.push({ number, squares: Array.from({ length: 100 }, (_, at) => at * number) });
  if (last.length > 200) last.shift();
};

let number = 0;
setInterval(() => {
  for (let at = 0; at < 20; at++) void job(number++);
}, 10);
live();
