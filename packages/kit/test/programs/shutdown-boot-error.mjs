// A boot that fails after the database is open.
import http from 'node:http';
import { shutdown } from '../../dist/lifecycle/shutdown.js';

const say = (line) => process.stdout.write(`${line}\n`);
shutdown(http.createServer(), { db: () => say('closed db') });
await Promise.reject(new Error('no migrations'));
