import { program } from '@seaworthy/kit/testing';

const child = program(new URL('./testing-child.mjs', import.meta.url));
await child.line(/ready/);
console.log(`child ${child.pid}`);
setInterval(() => {}, 1000);
