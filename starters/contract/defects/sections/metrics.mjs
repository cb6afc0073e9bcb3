import { answers, path } from '../answers.mjs';

/** What is broken for each line of the section “Metrics”, by its title. */
export const metrics = {
  '/metrics is in the text format of Prometheus': answers(
    path('/metrics'),
    (message) => void (message.body += 'requests = 7\n'),
  ),
  'every request is counted once, by method, route and status': answers(
    path('/metrics'),
    (message) => void (message.body = message.body.replaceAll('status="404"', 'status="4xx"')),
  ),
  'durations are a histogram in seconds, by route template': answers(
    path('/metrics'),
    (message) => void (message.body = message.body.replace(/^.*_bucket.*\n/gm, '')),
  ),
  'unknown paths and ids add no series': (() => {
    const paths = new Set();
    return {
      answer(message, { url }) {
        paths.add(url);
        if (url !== '/metrics') return;
        message.body += [...paths].map((one) => `http_paths_total{path="${one}"} 1\n`).join('');
      },
    };
  })(),
};
