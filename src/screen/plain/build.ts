import type { Step } from '../../course/lesson.ts';
import { rungs } from '../../course/hints.ts';
import type { Judgement } from '../../facts/verdict.ts';
import type { CourseProps } from '../course.ts';
import { openJudged } from '../desks/judged.ts';
import { clock } from '../words/numbers.ts';
import { checkLines, checkName, judgementWords } from '../words/verdict.ts';
import { common, type PlainPlace, type PlainStep, type Print } from './step.ts';

/** An exercise in lines: its judge's verdicts, its hints, our solution. */
export function buildStep(course: CourseProps, place: PlainPlace, { exercise, id: step }: Extract<Step, { kind: 'build' }>, text: string[], print: Print): PlainStep {
  const id = `${place.lesson.id}/${exercise.name}`;
  const judged = openJudged(course, exercise, id, `${place.lesson.id}/${step}`);
  let last: Judgement | undefined;
  let asked = false;
  print([...text, exercise.goal, `Your file: ${course.workspace.fileOf(id)}`, 'Save it, and it is checked; or type "check".']);
  const judge = course.openCheck(id, (line) => {
    if (line.kind === 'saved') print([`${clock(line.at)} Saw your save.`]);
    if (line.kind === 'check' && line.check.result !== 'running' && line.check.result !== 'not-run') print(checkLines(line.check));
    if (line.kind === 'verdict') finish(line);
  });

  function finish(judgement: Judgement): void {
    last = judgement;
    judged.note(judgement);
    print([judgementWords(judgement), ...(judgement.result === 'passed' ? [`Why it works: ${exercise.why}`, `More: ${exercise.stretch}`] : [])]);
  }

  const does: Record<string, () => void> = {
    check: () => judge.again(),
    again: () => judge.again(),
    stop: () => judge.stop(),
    path: () => print([course.workspace.fileOf(id)]),
    task: () => print([...text, exercise.goal]),
    hint: () => {
      const opened = judged.openHint();
      const { check, ladder } = judged.ladder();
      const { name, words } = rungs(ladder)[opened - 1]!;
      print([`Hint ${opened} of ${rungs(ladder).length}, ${name}${check ? `, because "${checkName(check)}" failed` : ''}: ${words}`]);
    },
    solution: () => {
      if (!asked) print(['Type "solution" again to see ours; until you pass, the step is then marked seen.']);
      else print(course.workspace.solutionOf(id));
      asked = true;
    },
    replay: () => print([last ? `In another terminal: npx rushhour replay ${exercise.name} ${last.checks.find(({ result }) => result === 'failed')?.name ?? last.checks[0]?.name} --seed ${last.seed}` : 'After the first check.']),
    say: () => print([last ? judgementWords(last) : 'Nothing is checked yet.']),
  };
  return {
    obey: (words) => (does[words] ? (does[words](), true) : false),
    help: () => [`${Object.keys(does).join(', ')}.`, ...common],
    finish: () => {},
    close: async () => ({ ended: await judge.close(), lost: 0 }),
  };
}
