import type { Lesson } from '../../course/lesson.ts';
import type { CourseProps } from '../course.ts';
import type { Desk, Room } from '../desks/desk.ts';
import type { KeyState } from '../keystate.ts';

/** What is open at this moment: the home page when there is no desk, and what may lie over the page. */
export type Now = {
  desk: Desk | undefined;
  room: Room | undefined;
  /** The chosen row of the home page's list. */
  chosen: number;
  /** How far the home page's road has moved. */
  drift: number;
  motion: boolean;
  /** One quiet line, until the next key. */
  notice: string | undefined;
  /** What is typed after ':'. */
  command: string | undefined;
  over: 'help' | 'task' | undefined;
  scroll: number;
  most: number;
  /** Whether the window is too small for any page. */
  isTooSmall: boolean;
};

/** The home page, with where the learner was chosen. */
export function atHome(course: CourseProps, motion: boolean): Now {
  return { desk: undefined, room: undefined, chosen: firstChoice(course), drift: 0, motion, notice: course.state.note, command: undefined, over: undefined, scroll: 0, most: 0, isTooSmall: false };
}

/** The only lesson there is; with one, the home page lists its steps. */
export function onlyLesson({ lessons }: CourseProps): Lesson | undefined {
  return lessons.length === 1 ? lessons[0] : undefined;
}

/** The row of the home page's list where the learner was. */
export function firstChoice(course: CourseProps): number {
  const { at } = course.state.get();
  const only = onlyLesson(course);
  const index = only ? only.steps.findIndex(({ id }) => at?.lesson === only.id && at.step === id) : course.lessons.findIndex(({ id }) => at?.lesson === id);
  return Math.max(0, index);
}

/** What the keys of the page are made from, also while something lies over it. */
export function pageKeys(now: Now, course: CourseProps): KeyState {
  const isLast = now.room !== undefined && now.room.index === now.room.lesson.steps.length - 1;
  return { page: 'home', nextWords: isLast ? 'home' : 'next', first: now.room?.index === 0, motion: now.motion, hold: false, homeWords: homeWords(now, course), ...now.desk?.keys() };
}

/** What the keys at hand are made from. */
export function keysNow(now: Now, course: CourseProps): KeyState {
  return now.over ? { ...pageKeys(now, course), page: now.over } : pageKeys(now, course);
}

function homeWords({ chosen }: Now, course: CourseProps): string {
  const step = onlyLesson(course)?.steps[chosen];
  return step ? `open ${chosen + 1}, ${step.title}` : `open lesson ${course.lessons[chosen]?.number ?? ''}`;
}
