import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import surfaces from '../../experiments/look-for-debug-surfaces.ts';

export default rule({
  id: 'security/debug-surfaces-are-closed',
  level: 'must',
  owner: 'app',
  title: 'Debug and admin tools are not served',
  why: 'A heap dump holds every secret of the process, an environment page most of them, a console is the process. Scanners ask for these paths within minutes of a deploy.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/',
  doNotFlag:
    'A status alone proves nothing: only a page that says what it is counts, and only if a random path does not say the same. Health, info and metrics are no debug tools.',
  fix: {
    express:
      'Serve static files from a folder that holds nothing else (`express.static("public", { dotfiles: "deny" })`), and mount debug routers only when `NODE_ENV` is not `production`.',
    nestjs:
      'Give `ServeStaticModule` a folder that holds nothing else, and import devtools modules only when `NODE_ENV` is not `production`.',
    fastify:
      'Give @fastify/static a `root` that holds nothing else, with `dotfiles: "deny"`, and register debug plugins only when `NODE_ENV` is not `production`.',
    fastapi: 'Run without `debug=True` and `fastapi dev`, and never mount `StaticFiles(directory=".")`.',
    django: 'Set `DEBUG = False`, and include `debug_toolbar.urls` only when it is on.',
    gin: 'Import `net/http/pprof` only in a server of its own on the loopback address; it registers itself on `http.DefaultServeMux`. Do not use `router.Static("/", ".")`.',
    'spring-boot':
      'Set `management.endpoints.web.exposure.include=health,info,prometheus`, and put the rest, if anything, on `management.server.port` behind authentication.',
    any: 'Serve debug tools on another port that only operators reach, and static files only from a folder made for it.',
  },
  uses: { surfaces },
  judge({ surfaces: { asked, answered, open } }) {
    if (open.length > 0)
      return fail({
        expected: '404',
        actual: open.map(({ what, exchange }) => `${what} at ${exchange.request.path}`).join(', '),
        evidence: open.slice(0, 3).map(({ exchange }) => exchange),
      });
    if (answered < asked) return unclear(`only ${answered} of ${asked} requests were answered`);
    return pass(`${asked} paths`);
  },
});
