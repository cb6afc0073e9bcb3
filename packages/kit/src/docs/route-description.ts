import type { Parts } from '../validation/parts.ts';

/** One route, as the docs need to know it. */
export interface RouteDescription {
  /** Upper case. */
  method: string;
  /** Express/Fastify style template: `/users/:id`. */
  path: string;
  parts?: Parts;
  summary?: string;
  description?: string;
  tags?: readonly string[];
}
