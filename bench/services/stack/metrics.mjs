import { collectDefaultMetrics, Histogram, register } from 'prom-client';

collectDefaultMetrics();
const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of HTTP requests',
  labelNames: ['method', 'route', 'status'],
});

/** One observation, the way the prom-client README shows it. */
export const observe = (method, route, status, seconds) =>
  duration.observe({ method, route, status }, seconds);

export const metricsType = register.contentType;
export const metricsText = () => register.metrics();
