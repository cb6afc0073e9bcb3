// As the README of close-with-grace shows it; `server.close()` is what an Express server has to be closed with.
import { promisify } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './express-app.mjs';

app.get('/readyz', alwaysReady);
const server = app.listen(port, host);
closeWithGrace(() => promisify(server.close.bind(server))());
