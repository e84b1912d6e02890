import type { Hints } from '../course/hints.ts';
import type { Lesson } from '../course/lesson.ts';
import type { StateStore } from '../course/state.ts';
import type { Ended } from '../facts/picture.ts';
import type { CheckLine, LiveLine } from '../facts/stream.ts';
import type { Judgement } from '../facts/verdict.ts';
import type { Looks } from './terminal.ts';

/** A live system in another process: it can be ordered and closed. */
export type LiveHandle = { order(words: string): void; close(): Promise<Ended[]> };

/** A judge in another process: it watches the file; `again` judges now, `stop` gives up. */
export type CheckHandle = { again(): void; stop(): void; close(): Promise<Ended[]> };

/** Everything the screen is given; it starts nothing itself. */
export type CourseProps = {
  lessons: Lesson[];
  options: Looks;
  state: StateStore;
  openLive(lesson: string, step: string, onLine: (line: LiveLine) => void): LiveHandle;
  /** `exercise` is 'lesson/name'. */
  openCheck(exercise: string, onLine: (line: CheckLine) => void): CheckHandle;
  workspace: {
    folder: string;
    fileOf(exercise: string): string;
    /** Our solution's lines. */
    solutionOf(exercise: string): string[];
    edit(file: string, line?: number): Promise<{ ok: boolean; words: string }>;
    reset(exercise: string): Promise<{ words: string }>;
  };
  /** Which hints are open already; without it they are kept for this visit only. */
  hints?: Hints;
  /** What an exercise's last judged save was found to do, also on another day; it chooses the hints. */
  lastVerdict?(exercise: string): Judgement | undefined;
  /** The step to open at once, instead of the home page. */
  open?: { lesson: string; step: string };
  version: string;
};
