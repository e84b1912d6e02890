import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestId } from '../../facts/fact.ts';

/** The visitor whose request this code is working on: its name and the work it brings. */
export type Visitor = { request: RequestId; work?: string };

/** Carried along by Node through callbacks and promises. */
export const visitor = new AsyncLocalStorage<Visitor | undefined>();

/** Runs a hook; whatever goes wrong in it stays in it. */
export function quietly<T>(hook: () => T): T | undefined {
  try {
    return hook();
  } catch {
    return undefined;
  }
}
