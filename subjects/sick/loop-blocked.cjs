// A regular expression with a repetition inside of a repetition, and input that makes it try everything. Fastify.
const fastify = require('fastify');

function isSlug(text) {
  return /^([a-z]+-?)+$/.test(text); // disease: loop-blocked
}

const application = fastify();
application.get('/', async ({ query }) => ({ slug: isSlug(query.text ?? `${'a'.repeat(26)}!`) }));

void Promise.all([import('./serve.mjs'), application.ready()]).then(([{ serve }]) =>
  serve(application.server),
);
