import { program } from '@seaworthy/kit/testing';

const child = program(new URL('./testing-child.mjs', import.meta.url));
await child.line(/ready/);
process.stdout.write(`child ${child.pid}\n`);
setInterval(() => {}, 1000);
