// As the README of http-terminator shows it for Express.
import { createHttpTerminator } from 'http-terminator';
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './express-app.mjs';

app.get('/readyz', alwaysReady);
const server = app.listen(port, host);
const httpTerminator = createHttpTerminator({ server });
process.on('SIGTERM', () => httpTerminator.terminate());
