import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, root } from './collect/pages.mjs';

/** Where the title of a document says too little beside the others. */
const NAMES = {
  'README.md': 'What it is',
  'packages/kit/README.md': 'The kit',
  'packages/seaworthy/README.md': 'The command',
  'packages/create/README.md': 'The generator',
  'skills/backend-patterns/SKILL.md': 'For coding agents',
  'docs/guides/doctor.md': 'The doctor',
  'docs/contract.md': 'The contract',
};
const START = [
  'README.md',
  'docs/guides/first-check.md',
  'docs/guides/create.md',
  'docs/guides/update.md',
  'skills/backend-patterns/SKILL.md',
];
const CHECK = [
  'packages/seaworthy/README.md',
  'docs/guides/github-actions.md',
  'docs/guides/own-rules.md',
  'packages/seaworthy/api.md',
];
const KIT = [
  'packages/kit/README.md',
  ...['express', 'fastify', 'nestjs', 'shutdown', 'diagnostics', 'own-adapter'].map(
    (name) => `docs/guides/${name}.md`,
  ),
  'packages/kit/api.md',
];
const DOCTOR = [
  'doctor',
  'memory-leak',
  'connection-timeout',
  'unhandled-rejection',
  'blocked-event-loop',
].map((name) => `docs/guides/${name}.md`);
const PROOF = [
  'docs/contract.md',
  'docs/compared.md',
  'scoreboard/README.md',
  'bench/README.md',
  'bench/results.md',
];

/** What stands beside every page. A page that no group names is under "The project", so that none is lost. */
export function sidebar() {
  const rules = [...pages.keys()].filter((path) => /^docs\/rules\/.+\//.test(path));
  const topics = [...new Set(rules.map((path) => path.split('/')[2]))];
  const named = [...START, ...CHECK, ...KIT, ...DOCTOR, ...PROOF, ...rules];
  const rest = [...pages.keys()].filter((path) => !named.includes(path) && path !== 'docs/rules/README.md');
  const decisions = rest.filter((path) => path.startsWith('docs/decisions/'));
  return [
    group('Start', START.map(item)),
    group('Check', CHECK.map(item)),
    group('Kit', KIT.map(item)),
    group('Doctor', DOCTOR.map(item)),
    group('Proof', PROOF.filter((path) => pages.has(path)).map(item)),
    group('Rules', [
      { text: 'All rules', link: linkTo('docs/rules/README.md') },
      ...topics.map((topic) =>
        group(topic, rules.filter((path) => path.startsWith(`docs/rules/${topic}/`)).map(ruleItem), true),
      ),
    ]),
    group('The project', [
      ...rest.filter((path) => !decisions.includes(path)).map(item),
      group('Decisions', decisions.map(item), true),
    ]),
  ];
}

function group(text, items, collapsed = false) {
  return { text, items, collapsible: true, collapsed };
}

function item(path) {
  return { text: NAMES[path] ?? titleOf(path), link: linkTo(path) };
}

function ruleItem(path) {
  return { text: path.split('/').at(-1).replace('.md', ''), link: linkTo(path) };
}

function linkTo(path) {
  return `/${pages.get(path).replace(/(?:index)?\.md$/, '')}`;
}

function titleOf(path) {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(root, path), 'utf8'));
  return title.replaceAll('`', '');
}
