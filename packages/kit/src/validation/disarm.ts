import { type Container, isContainer } from './container.ts';
import { isStorable } from './unstorable.ts';

/** Why a parsed input is not fit for a schema: nested too deeply, or a text that no database takes. */
export type Danger = 'deep' | 'unstorable';

/**
 * Removes the keys through which a parsed input could reach a prototype (`__proto__`, `prototype`, and `constructor`
 * with a `prototype` inside), in place and at any depth, and tells what else is wrong with it before a schema looks.
 */
export function disarm(input: unknown, depth: number): Danger | undefined {
  if (typeof input === 'string') return isStorable(input) ? undefined : 'unstorable';
  if (!isContainer(input)) return undefined;
  let danger: Danger | undefined;
  // level by level instead of recursion: nesting is the sender's choice, the call stack is ours
  let level: Container[] = [input];
  for (let left = depth; left > 0; left--) {
    const below: Container[] = [];
    for (const container of level) {
      const fit = Array.isArray(container) ? readArray(container, below) : readObject(container, below);
      if (!fit) danger = 'unstorable';
    }
    if (below.length === 0) return danger;
    level = below;
  }
  return 'deep';
}

function readArray(array: unknown[], below: Container[]): boolean {
  let fit = true;
  for (const value of array) {
    if (typeof value === 'string') fit &&= isStorable(value);
    else if (isContainer(value)) below.push(value);
  }
  return fit;
}

function readObject(object: Record<string, unknown>, below: Container[]): boolean {
  let fit = true;
  for (const key in object) {
    const value = object[key];
    if (key === '__proto__' || key === 'prototype' || (key === 'constructor' && hasPrototype(value)))
      delete object[key];
    else {
      fit &&= isStorable(key);
      if (typeof value === 'string') fit &&= isStorable(value);
      else if (isContainer(value)) below.push(value);
    }
  }
  return fit;
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
