/** `seaworthy/rule`: everything a rule of your own needs. */
export { experiment, ask, type Capability, type Experiment } from './engine/experiment.ts';
export type { Evidence, Exchange, Exit, LogLine, Note } from './engine/evidence.ts';
export {
  rule,
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
