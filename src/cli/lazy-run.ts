import type { Run } from '../system/run.ts';

/** A run that is opened when the first process is needed, so that nothing stands between the start and the first frame. */
export type LazyRun = { open(): Promise<Run>; opened(): Promise<Run> | undefined };

/** Nothing is read or started until `open` is called. */
export function lazyRun(): LazyRun {
  let run: Promise<Run> | undefined;
  return {
    open: () => (run ??= import('../system/run.ts').then(({ openRun }) => openRun('screen'))),
    opened: () => run,
  };
}
