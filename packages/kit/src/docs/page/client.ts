import { dom } from './client/dom.ts';
import { main } from './client/main.ts';
import { operation } from './client/operation.ts';
import { sample } from './client/sample.ts';
import { schema } from './client/schema.ts';
import { trial } from './client/trial.ts';

/**
 * The page's script. Its parts are strings, because they are made for a browser and must be in the package without a
 * build step and survive a bundler. They build the page with DOM calls only: no text is ever parsed as HTML.
 */
export const client = `(() => {
'use strict';
${[dom, sample, schema, trial, operation, main].join('\n')}
})();`;
