import type { Lesson, Step } from '../../course/lesson.ts';
import type { Ended } from '../../facts/picture.ts';
import type { KeyState } from '../keystate.ts';
import type { Frame } from '../parts/frame.ts';
import type { Sheet } from '../parts/sheet.ts';
import type { CourseProps } from '../course.ts';

/** A page being worked at: it draws itself, says what its keys may do, and obeys commands. */
export type Desk = {
  /** The title in the path, and the question on line 2. */
  here(): string;
  question(): string;
  keys(): Partial<KeyState>;
  draw(sheet: Sheet, frame: Frame): void;
  /** The page in one sentence. */
  sentence(): string;
  /** True when the command was this page's; words are said in the quiet line. */
  obey(command: string): boolean | string;
  /** A press that is typed into the page rather than a key. */
  type?(press: string): boolean;
  /** Words at the right of the last line. */
  right?(): string | undefined;
  /** Puts the page's processes away; tells what ended and how many people were lost. */
  close(): Promise<{ ended: Ended[]; lost: number }>;
};

/** What a desk may ask of the room around it. */
export type Room = {
  course: CourseProps;
  lesson: Lesson;
  index: number;
  step: Step;
  /** Something changed: draw again. */
  changed(): void;
  say(words: string): void;
  /** Goes to the next step, after marking this one. */
  next(): void;
  motion(): boolean;
  /** Hands the terminal to a program, an editor, and takes it back. */
  lend(work: () => Promise<void>): Promise<void>;
  /** Puts words into the terminal's clipboard. */
  copy(words: string): void;
};

/** A desk with no processes. */
export async function nothingToClose(): Promise<{ ended: Ended[]; lost: number }> {
  return { ended: [], lost: 0 };
}

/** The page of the story that belongs to a step. */
export function pageOf({ lesson, index }: Pick<Room, 'lesson' | 'index'>) {
  return lesson.pages[index] ?? { title: lesson.steps[index]!.title, paragraphs: [] };
}
