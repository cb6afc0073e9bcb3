/** Where every service listens: loopback, on the port the runner chose. */
export const host = '127.0.0.1';
export const port = Number(process.env.PORT);
