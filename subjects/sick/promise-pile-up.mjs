// A worker without a server: each job waits for an answer that never comes, and is kept waiting for it.
import { live } from './serve.mjs';

const waiting = new Map();

function ask(question) {
  const answer = new Promise((resolve) => waiting.set(question, resolve)); // disease: promise-pile-up
  return answer;
}

let jobs = 0;
setInterval(() => {
  for (let at = 0; at < 30; at++) void ask(jobs++);
}, 20);
live();
