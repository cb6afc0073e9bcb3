export { adapterContract, type ContractService, type Runner } from './adapter-contract.ts';
export { captureLog, type CapturedLog, type LogLine } from './captured-log.ts';
export {
  CANARY,
  contractRoutes,
  failingSource,
  secrets,
  sendPartial,
  throwables,
  thrown,
  untilGone,
  type ContractRoute,
} from './contract-routes.ts';
export { expectProblem, type Answered, type FieldProblem, type Problem } from './expect-problem.ts';
export { program, type Exit, type Program, type ProgramOptions } from './program.ts';
export { raw, rawConnection, type Exchange, type RawConnection } from './raw.ts';
export type { RawResponse } from './raw-response.ts';
export { start, type Startable, type Started } from './start.ts';
