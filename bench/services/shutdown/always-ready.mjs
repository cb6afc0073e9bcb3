/** What there is to ask where a library has no readiness of its own. */
export const alwaysReady = (req, res) => res.send('ready');
