// Express with the kit, every option at its default.
import { seaworthy } from '@seaworthy/kit/express';
import { host, port } from '../job/address.mjs';
import { app } from './express-app.mjs';

await seaworthy(app).listen(port, host);
