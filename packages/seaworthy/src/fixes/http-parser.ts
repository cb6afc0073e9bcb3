import type { Fix } from '../engine/rule.ts';

const node =
  'Node’s own parser does this: remove `insecureHTTPParser` and `--insecure-http-parser`, and do not rewrite requests before Node has parsed them.';

/** How the server below each framework refuses what is not HTTP. */
export const httpParser: Fix = {
  express: node,
  nestjs: node,
  fastify: node,
  fastapi:
    'Update uvicorn and install httptools (`uvicorn[standard]`), which is stricter than h11 about framing; behind it, put a proxy that normalises requests, such as Envoy or nginx.',
  django:
    'Update gunicorn (22.0 and later refuse ambiguous framing) and leave `permit_obsolete_folding`, `permit_unconventional_http_method` and the like off; put nginx or Envoy in front of it.',
  gin: 'Go’s net/http does this: update Go, and look at whatever stands between the socket and `http.Server`.',
  'spring-boot': 'Embedded Tomcat does this: update Spring Boot, and leave `rejectIllegalHeader` on.',
  any: 'Use a maintained HTTP server, update it, and let a strict proxy (nginx, Envoy, HAProxy) stand before it.',
};
