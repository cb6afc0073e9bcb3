import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { AT_ONCE, inWords, isCleanExit } from '../../experiments/clean-exit.ts';
import stuck from '../../experiments/stop-with-a-stuck-request.ts';
import { deadline } from '../../fixes/deadline.ts';

const ADMISSION =
  /forc|tim(?:ed?|ing)[\s_-]?out|deadline|abort|\bcut|kill|exceed|grace|destroy|terminat|cancel|interrupt|incomplete|unfinished|\bdrop|"level":\s*(?:"(?:warn|error|fatal|critical)|[4-6]0\b)|\b(?:WARN|ERROR|CRITICAL)/i;

export default rule({
  id: 'shutdown/admits-it-was-forced',
  level: 'should',
  owner: 'app',
  title: 'A stop that had to cut requests says so',
  why: 'A drain that runs into its deadline has lost requests. When the exit code is 0 and the log is silent, nobody learns that each deploy does this.',
  source: 'https://github.com/goldbergyoni/nodebestpractices#5-going-to-production-practices',
  doNotFlag:
    'Either a word in the log after the signal or an exit code other than 0 is enough. Services that answer the stuck request (408) have cut nothing.',
  fix: deadline,
  uses: { stuck },
  judge({ stuck: { exit, logs, request } }) {
    if (exit === null) return inapplicable('it did not end by itself: see shutdown/has-a-deadline');
    if ((exit.afterSignal ?? 0) < AT_ONCE) return inapplicable('it did not wait for the open request at all');
    if (request.response !== undefined)
      return inapplicable(
        `it answered the stuck request with ${request.response.status}, so nothing was cut`,
      );
    if (!isCleanExit(exit)) return pass(inWords(exit));
    const admission = logs.find(({ text }) => ADMISSION.test(text));
    if (admission !== undefined) return pass('in its log');
    return fail({
      expected: 'a log line about the requests that were cut, or an exit code other than 0',
      actual: `${inWords(exit)}, and ${logs.length === 0 ? 'no log line' : 'no word about it in the log'}`,
      evidence: [request, ...logs.slice(-5), exit],
    });
  },
});
