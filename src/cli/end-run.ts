import { existsSync } from 'node:fs';
import type { LazyRun } from './lazy-run.ts';

/** Closes what was opened and looks, afterwards, what of it is still there. */
export async function endRun(lazy: LazyRun): Promise<{ processes: number[]; folders: number }> {
  const run = await lazy.opened();
  if (!run) return { processes: [], folders: 0 };
  await run.close();
  return { processes: run.remaining(), folders: existsSync(run.folder) ? 1 : 0 };
}
