import type { Lesson } from '../../course/lesson.ts';
import type { Ended } from '../../facts/picture.ts';

/** A lesson, and the number of a step in it from 0. */
export type PlainPlace = { lesson: Lesson; index: number };

/** A step told in lines: it obeys words, and puts its processes away. */
export type PlainStep = { obey(words: string): boolean; help(): string[]; finish(): void; close(): Promise<{ ended: Ended[]; lost: number }> };

/** Adds lines to what was said. */
export type Print = (lines: string[]) => void;

/** The commands of every step. */
export const common = ['next, back, home, help, quit.'];

/** A step without processes. */
export async function nothing(): Promise<{ ended: Ended[]; lost: number }> {
  return { ended: [], lost: 0 };
}
