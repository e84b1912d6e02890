import { findExercise, openCourse } from './course.ts';
import { options } from './usage.ts';

/** `rushhour reset EXERCISE`: a fresh starter; the learner's own is kept and named. */
export async function reset(args: string[]): Promise<number> {
  const { positionals } = options(args, {});
  const { id } = findExercise(positionals[0]);
  const { workspace } = openCourse();
  const kept = workspace.reset(id);
  process.stdout.write(`${workspace.fileOf(id)} is fresh again.${kept ? ` Yours is kept as ${kept}` : ''}\n`);
  return 0;
}
