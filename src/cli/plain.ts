import type { CourseProps } from '../screen/course.ts';
import { startPlain } from '../screen/plain.ts';
import { receipt } from '../screen/words/receipt.ts';
import { endRun } from './end-run.ts';
import type { LazyRun } from './lazy-run.ts';

/** Runs the course as plain text: lines are only added, commands are words. */
export async function plain(course: CourseProps, run: LazyRun): Promise<number> {
  const goodbye = await startPlain(course, process.stdin, process.stdout, whyPlain(process.argv, process.env));
  const left = await endRun(run);
  process.stdout.write(`${receipt(goodbye, left, process.stdout.columns).join('\n')}\n`);
  return left.processes.length > 0 ? 1 : 0;
}

/** What asked for plain text, as its first line says it: 'TERM=dumb'. */
export function whyPlain(args: string[], env: NodeJS.ProcessEnv): string {
  if (args.includes('--plain')) return 'you asked with --plain';
  const name = ['RUSHHOUR_PLAIN', 'ACCESSIBLE', 'INK_SCREEN_READER'].find((name) => env[name] === '1' || env[name] === 'true') ?? 'TERM';
  return `${name}=${env[name]}`;
}
