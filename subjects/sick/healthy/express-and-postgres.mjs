// Busy and well: a pool that is large enough, listeners that go, a cache with a limit. Express.
import { EventEmitter } from 'node:events';
import express from 'express';
import { createServer } from 'node:http';
import pg from 'pg';
import { serve } from '../serve.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const bus = new EventEmitter();
const recent = new Map();
let asked = 0;

const application = express();
application.get('/', async (request, response) => {
  const hear = () => response.id;
  bus.on('order.created', hear);
  const { rows } = await pool.query('select $1::int as id', [asked++]);
  bus.off('order.created', hear);
  recent.set(asked % 500, rows[0]);
  response.send(rows[0]);
});
process.on('SIGTERM', () => void pool.end());
serve(createServer(application));
