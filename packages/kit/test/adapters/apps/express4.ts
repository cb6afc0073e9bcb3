import type express from 'express';
import { createRequire } from 'node:module';
import { asyncHandler, seaworthy } from '../../../src/adapters/express.ts';
import type { Options } from '../../../src/options.ts';
import { expressApp } from './express.ts';

const express4 = createRequire(import.meta.url)('express4') as typeof express;

/** The same program on Express 4, which needs `asyncHandler` around what may reject. */
export function express4Service(options: Options) {
  return seaworthy(
    expressApp(express4, (handler) => asyncHandler(handler)),
    options,
  );
}
