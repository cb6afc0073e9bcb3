import { ask, fail, inapplicable, pass, rule } from 'seaworthy/rule';

export default rule({
  id: 'http/hides-its-framework',
  level: 'must',
  owner: 'app',
  title: 'Answers do not name the framework',
  why: 'It helps an attacker and nobody else.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.4',
  doNotFlag: 'Services that give no answer.',
  fix: { any: 'Remove the X-Powered-By header.', express: "app.disable('x-powered-by')" },
  uses: { root: ask({ path: '/' }) },
  judge({ root }) {
    if (root.response === undefined) return inapplicable('there is no answer');
    const named = root.response.headers['x-powered-by'];
    if (named === undefined) return pass();
    return fail({ expected: 'no X-Powered-By', actual: `X-Powered-By: ${named}`, evidence: [root] });
  },
});
