/**
 * The reaper: a process of its own that outlives its owner by a moment. It reads `+ pid start` and `- pid` from a pipe; when the pipe ends,
 * the owner is gone, however it went, and everything it was told of is killed.
 *
 *   owner ──pipe──► reaper          kill -9 owner ──► pipe ends ──► every group killed, every marked process killed, folder removed
 */
import { rmSync } from 'node:fs';
import { lineReader } from '../../facts/stream.ts';
import { killGroup, killOne, markedWith, startOf } from '../processes.ts';

const [run = '', folder = ''] = process.argv.slice(2);
const groups = new Map<number, string>();
const read = lineReader((line) => {
  const [sign, pid, ...start] = line.split(' ');
  if (sign === '+') groups.set(Number(pid), start.join(' '));
  if (sign === '-') groups.delete(Number(pid));
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
process.stdin.setEncoding('utf8').on('data', read).on('end', reap).on('error', reap);

function reap(): void {
  for (const [pid, start] of groups) if (isStillIt(pid, start)) killGroup(pid);
  // a process may fork while we look, so look until nobody is found
  for (let round = 0; round < 20; round++) {
    const left = markedWith(run);
    if (left.length === 0) break;
    for (const pid of left) killOne(pid);
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** A leader that has ended keeps its number as a group while members live, so only another process under that number is spared. */
function isStillIt(pid: number, start: string): boolean {
  const found = startOf(pid);
  return found === undefined || found === start;
}
