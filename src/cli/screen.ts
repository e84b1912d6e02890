import { startScreen } from '../screen/app.tsx';
import type { CourseProps } from '../screen/course.ts';
import { receipt } from '../screen/words/receipt.ts';
import type { LazyRun } from './lazy-run.ts';
import { endRun } from './end-run.ts';
import { keepTidy } from './tidy.ts';

/** Runs the course on the terminal, then prints the receipt on the normal screen; a render error is printed there too, and ends with 1. */
export async function screen(course: CourseProps, run: LazyRun): Promise<number> {
  setTimeout(keepTidy, 1_000).unref();
  const goodbye = await startScreen(course);
  const left = await endRun(run);
  process.stdout.write(`${receipt(goodbye, left, process.stdout.columns).join('\n')}\n`);
  if (goodbye.error === undefined) return left.processes.length > 0 ? 1 : 0;
  process.stderr.write(`\nThe screen met an error and was left:\n${goodbye.error instanceof Error ? goodbye.error.stack : String(goodbye.error)}\nYour files and your progress are safe. npx rushhour starts again.\n`);
  return 1;
}
