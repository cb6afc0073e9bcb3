import type { Fix } from '../engine/rule.ts';

/** How each framework takes part in a trace (W3C Trace Context). */
export const traceContext: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express logs the trace id of a valid `traceparent`; or start Node with the OpenTelemetry SDK and its HTTP instrumentation.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs logs the trace id of a valid `traceparent`; or start Node with the OpenTelemetry SDK and its HTTP instrumentation.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify logs the trace id of a valid `traceparent`; or use @fastify/otel.',
  fastapi:
    'Configure an OpenTelemetry provider, and put `trace.get_current_span().get_span_context().trace_id` into log records with opentelemetry-instrumentation-logging.',
  django:
    'Use opentelemetry-instrumentation-django and opentelemetry-instrumentation-logging; both read `traceparent` as the standard says.',
  gin: 'Use the otelgin middleware with `propagation.TraceContext{}`, and log `trace.SpanContextFromContext(c.Request.Context()).TraceID()`.',
  'spring-boot':
    'Add spring-boot-starter-opentelemetry (or micrometer-tracing): it continues the trace and puts `traceId` into the MDC.',
  any: 'Read `traceparent` with your tracing library; by hand, take the trace id only when the whole header matches `^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$`, the version is not `ff` and neither id is all zeros.',
};
