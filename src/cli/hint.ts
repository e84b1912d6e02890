import { ladderFor, openHints, openRung, rungs } from '../course/hints.ts';
import { lastVerdict } from '../course/verdicts.ts';
import { findExercise, openCourse } from './course.ts';
import { options } from './usage.ts';

/** `rushhour hint EXERCISE`: one more rung of the ladder for what failed last. */
export async function hint(args: string[]): Promise<number> {
  const { positionals } = options(args, {});
  const { id, exercise } = findExercise(positionals[0]);
  const { workspace, state } = openCourse();
  const chosen = ladderFor(exercise, lastVerdict(workspace.folder, id));
  const { check } = chosen;
  const all = rungs(chosen.ladder);
  const open = openRung(openHints(workspace.folder), state, id, chosen);
  process.stdout.write(`${exercise.title} (${exercise.term})${check ? `, because ${check} failed` : ''}\n\n`);
  all.slice(0, open).forEach(({ name, words }, i) => process.stdout.write(`${i + 1}  ${name}\n   ${words}\n\n`));
  process.stdout.write(open < all.length ? `${all.length - open} more: the same command again.\n` : `That was the last one. npx rushhour solution ${exercise.name} shows ours.\n`);
  return 0;
}
