// A pool that is far too small for what is asked of it, and held while something slow is done. CommonJS.
const { createServer } = require('node:http');
const pg = require('pg');

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });

async function report(request, response) {
  const client = await pool.connect(); // disease: pool-exhausted
  try {
    await client.query('select pg_sleep(0.1)');
    response.end('done');
  } finally {
    client.release();
  }
}

process.on('SIGTERM', () => void pool.end());
void import('./serve.mjs').then(({ serve }) => serve(createServer((...both) => void report(...both))));
