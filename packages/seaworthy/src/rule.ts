/** `seaworthy/rule`: everything a rule of your own needs. */
import { FRAMEWORKS, rule as define, type Fix, type Rule } from './engine/rule.ts';

export { experiment, ask, type Capability, type Experiment } from './engine/experiment.ts';
export type { Evidence, Exchange, Exit, LogLine, Note } from './engine/evidence.ts';
export {
  pass,
  fail,
  unclear,
  inapplicable,
  TOPICS,
  FRAMEWORKS,
  type Fix,
  type Framework,
  type Level,
  type Owner,
  type Rule,
  type Seen,
  type Topic,
  type Verdict,
} from './engine/rule.ts';
export type {
  DependencyProxy,
  Fault,
  Lab,
  OpenRequest,
  ProxyFacts,
  RawConnection,
  RequestSpec,
} from './lab/lab.ts';
export type { Profile, KnownRequest, KnownWrite } from './profile/profile.ts';

/** A rule of your own may say one fix for everybody. */
export interface OwnRule<Uses extends Rule['uses']> extends Omit<Rule<Uses>, 'fix'> {
  fix: string | (Partial<Fix> & Pick<Fix, 'any'>);
}

/** Identity function that infers `uses`, so that `judge` is typed from the experiments it names. */
export function rule<const Uses extends Rule['uses']>(definition: OwnRule<Uses>): Rule {
  const { fix } = definition;
  const known = typeof fix === 'string' ? { any: fix } : fix;
  const everybody = Object.fromEntries(FRAMEWORKS.map((framework) => [framework, known.any])) as Fix;
  return define({ ...definition, fix: { ...everybody, ...known } } as Rule<Uses>);
}
