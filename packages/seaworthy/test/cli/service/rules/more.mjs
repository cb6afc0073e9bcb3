import { ask, experiment, fail, pass, rule } from 'seaworthy/rule';

const common = {
  owner: 'app',
  why: 'For the tests.',
  source: 'https://example.com',
  doNotFlag: 'Nothing.',
  fix: { any: 'Do it.' },
};

const stop = experiment({
  id: 'stop-idle',
  title: 'sends SIGTERM while nothing is open',
  subject: 'fresh',
  needs: ['signals'],
  async run(lab) {
    lab.control('the service is alive before', lab.alive());
    lab.signal('SIGTERM');
    return { exit: await lab.exit(2000) };
  },
});

const count = experiment({
  id: 'count-connections',
  title: 'counts the connections to the dependency',
  subject: 'shared',
  needs: ['dependency'],
  run: async (lab) => lab.dependencies().map((proxy) => proxy.facts()),
});

export default [
  rule({
    ...common,
    id: 'shutdown/ends-at-sigterm',
    level: 'must',
    title: 'It ends at SIGTERM',
    uses: { stop },
    judge: ({ stop: { exit } }) =>
      exit === null
        ? fail({ expected: 'an exit', actual: 'it is alive after 2 s' })
        : pass(`${exit.afterSignal} ms`),
  }),
  rule({
    ...common,
    id: 'http/answers',
    level: 'should',
    title: 'It answers',
    uses: { root: ask({ path: '/' }) },
    judge: ({ root }) => (root.response ? pass() : fail({ expected: 'an answer', actual: root.error })),
  }),
  rule({
    ...common,
    id: 'dependencies/counts',
    level: 'should',
    title: 'Connections are few',
    uses: { count },
    judge: () => pass(),
  }),
];
