import { copy } from './client/copy.ts';
import { filter } from './client/filter.ts';
import { fixes } from './client/fixes.ts';
import { hash } from './client/hash.ts';
import { keyboard } from './client/keyboard.ts';
import { print } from './client/print.ts';
import { tips } from './client/tips.ts';

/**
 * The page's script. Its parts are strings, because they are made for a browser and must be in the package without a
 * build step. The page is complete without it; it only shows, hides and moves the focus.
 */
export const client = `(() => {
'use strict';
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
${[filter, fixes, copy, tips, keyboard, print, hash].join('\n')}
})();`;
