import fastify from 'fastify';
import { findSlowly } from './find-slowly.mjs';

/** The application that every library for Fastify has to stop. */
export const app = fastify();

app.get('/users/:id', (request) => findSlowly(request.params.id));
