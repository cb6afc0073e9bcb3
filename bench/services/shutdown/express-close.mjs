// As Express's page on graceful shutdown shows it.
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './express-app.mjs';

app.get('/readyz', alwaysReady);
const server = app.listen(port, host);
process.on('SIGTERM', () => server.close());
