import { findExercise, openCourse } from './course.ts';
import { openEditor } from './editor.ts';
import { options } from './usage.ts';

/** `rushhour edit EXERCISE`: the learner's file in their editor; without one, its path. */
export async function edit(args: string[]): Promise<number> {
  const { positionals } = options(args, {});
  const { id } = findExercise(positionals[0]);
  const { ok, words } = await openEditor(openCourse().workspace.fileOf(id));
  if (!ok) process.stdout.write(`${words}\n`);
  return 0;
}
