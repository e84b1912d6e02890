import { ladderFor, openHints, openRung, type Hints } from '../../course/hints.ts';
import type { Exercise } from '../../course/lesson.ts';
import type { Judgement } from '../../facts/verdict.ts';
import type { CourseProps } from '../course.ts';

/** What the verdicts on one exercise mean to the learner: progress, and which hints fit. */
export type Judged = {
  /** Notes a verdict: passed, or tried. */
  note(judgement: Judgement): void;
  /** The ladder for what failed last, and how many of its rungs are open. */
  ladder(): ReturnType<typeof ladderFor> & { opened: number };
  /** Opens one more rung of it; returns how many are open. */
  openHint(): number;
};

// Without a place to keep them, hints are kept for as long as the course is open.
const inMemory = new WeakMap<CourseProps, Hints>();

/** Begins with the last verdict that was kept. `id` is 'lesson/name', `step` 'lesson/step'. */
export function openJudged(course: CourseProps, exercise: Exercise, id: string, step: string): Judged {
  const hints = course.hints ?? inMemory.get(course) ?? openHints();
  inMemory.set(course, hints);
  let last = course.lastVerdict?.(id);
  const fitting = () => ladderFor(exercise, last);
  return {
    note(judgement) {
      // what could not be judged says nothing about the program
      if (judgement.result === 'could-not-judge') return;
      last = judgement;
      if (judgement.result === 'failed') return course.state.tried(id);
      course.state.passed(id);
      course.state.done(step);
    },
    ladder: () => ({ ...fitting(), opened: hints.opened(id, fitting().symptom) }),
    openHint: () => openRung(hints, course.state, id, fitting()),
  };
}
