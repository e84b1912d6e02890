import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, killGroup, killOne, markedWith, startOf, unknownStart } from './processes.ts';

/** A run whose owner is dead: its folder, and what of it still lives. */
export type Leftover = { folder: string; run: string; owner: string; pids: number[] };

type Row = { run?: string; owner?: string; pid: number; start?: string; what?: string };

/** Runs whose owner has died (pid and start time both looked at, so that two open courses never touch each other). */
export function leftovers(runs: string, ours?: string): Leftover[] {
  return foldersIn(runs).filter((folder) => folder !== ours).flatMap((folder) => {
    const [owner, ...children] = rowsOf(folder);
    if (!owner?.run || (startOf(owner.pid) === owner.start && isAlive(owner.pid))) return [];
    const pids = children.filter((row) => row.start !== undefined && row.start !== unknownStart && startOf(row.pid) === row.start && isAlive(row.pid)).map((row) => row.pid);
    return [{ folder, run: owner.run, owner: owner.owner ?? '', pids: [...new Set([...pids, ...markedWith(owner.run)])] }];
  });
}

/** Ends what dead owners left behind and removes their folders; says what it ended. */
export function sweepLeftovers(runs: string, ours?: string): Leftover[] {
  const found = leftovers(runs, ours);
  for (const { pids, folder } of found) {
    for (const pid of pids) {
      killGroup(pid);
      killOne(pid);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

function foldersIn(runs: string): string[] {
  try {
    return readdirSync(runs).map((name) => join(runs, name));
  } catch {
    return [];
  }
}

/** The journal's rows; a torn last line is passed over. */
function rowsOf(folder: string): Row[] {
  try {
    return readFileSync(join(folder, 'journal'), 'utf8').split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line) as Row];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
