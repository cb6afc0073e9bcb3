// A client that an early return leaves outside of the pool. Express and PostgreSQL.
import express from 'express';
import { createServer } from 'node:http';
import pg from 'pg';
import { serve } from './serve.mjs';

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 40,
  connectionTimeoutMillis: 5_000,
});
let asked = 0;

async function findUser(id) {
  const client = await pool.connect(); // disease: pool-leak
  const { rows } = await client.query('select $1::int as id', [id]);
  if (id % 20 === 0) return undefined;
  client.release();
  return rows[0];
}

const application = express();
application.get('/', async (request, response) => response.send(await findUser(++asked)));
process.on('SIGTERM', () => void pool.end());
serve(createServer(application));
