import type { CourseProps } from '../screen/course.ts';
import { startPlain } from '../screen/plain.ts';
import { receipt } from '../screen/words/receipt.ts';
import { endRun } from './end-run.ts';
import type { LazyRun } from './lazy-run.ts';

/** Runs the course as plain text: lines are only added, commands are words. */
export async function plain(course: CourseProps, run: LazyRun): Promise<number> {
  const goodbye = await startPlain(course, process.stdin, process.stdout);
  const left = await endRun(run);
  process.stdout.write(`${receipt(goodbye, left).join('\n')}\n`);
  return left.processes > 0 ? 1 : 0;
}
