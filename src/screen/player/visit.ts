import type { Ended } from '../../facts/picture.ts';
import type { CourseProps } from '../course.ts';
import type { Desk } from '../desks/desk.ts';
import { nextStepWords } from '../words/next.ts';
import type { Goodbye } from '../words/receipt.ts';

/** What is told when the course is left: what ran and ended, what was seen, how long it took. */
export type Visit = {
  saw(step: string): void;
  /** Puts a page's processes away; goes on in the background. */
  leave(desk: Desk): void;
  goodbye(): Promise<Goodbye>;
};

/** Begins a visit. */
export function beginVisit(course: CourseProps): Visit {
  const ended: Ended[] = [];
  const steps: string[] = [];
  const closing: Promise<void>[] = [];
  const began = Date.now();
  const before = passedIn(course);
  let lost = 0;
  return {
    saw: (step) => void steps.push(step),
    leave(desk) {
      closing.push(
        desk.close().then(
          (gone) => {
            ended.push(...gone.ended);
            lost += gone.lost;
          },
          () => {},
        ),
      );
    },
    async goodbye() {
      await Promise.all(closing);
      const minutes = Math.max(1, Math.round((Date.now() - began) / 60_000));
      course.state.spent(minutes);
      return { ended, minutes, lost, passed: Math.max(0, passedIn(course) - before), steps, next: nextStepWords(course.lessons, course.state.get()), folder: course.workspace.folder };
    },
  };
}

/** How many exercises are passed. */
export function passedIn({ state }: CourseProps): number {
  return Object.values(state.get().exercises).filter((exercise) => exercise.state === 'passed').length;
}
