// As the README of lightship shows it for Express; its own server for the probes gets a free port.
import { createLightship } from 'lightship';
import { host, port } from '../job/address.mjs';
import { drainDelay } from './drain-delay.mjs';
import { app } from './express-app.mjs';

const lightship = await createLightship({ shutdownDelay: drainDelay });
app.get('/readyz', (req, res) => {
  const ready = lightship.isServerReady() && !lightship.isServerShuttingDown();
  res.status(ready ? 200 : 500).end();
});
const server = app.listen(port, host, () => lightship.signalReady());
lightship.registerShutdownHandler(() => {
  server.close();
});
