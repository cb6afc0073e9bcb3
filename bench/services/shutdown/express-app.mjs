import express from 'express';
import { findSlowly } from './find-slowly.mjs';

/** The application that every library for Express has to stop. */
export const app = express();

app.get('/users/:id', async (req, res) => {
  res.json(await findSlowly(req.params.id));
});
