/** How far somebody is with an exercise; `hints` opened, `saves` judged, `at` the moment it passed (2026-11-24T12:41). */
export type ExerciseState = { state: 'passed' | 'tried' | 'seen'; at?: string; hints: number; saves: number };

/** A guess made before looking: the answer (a choice's number from 0, or a number), how sure (0-2), and what was seen. */
export type Guess = { answer: number; sure: 0 | 1 | 2; seen?: number };

/** What the course remembers of one learner; steps, exercises and guesses by their ids, never by number. */
export type CourseState = {
  at?: { lesson: string; step: string };
  /** By 'lesson/step'. */
  steps: Record<string, 'done' | 'seen'>;
  /** By 'lesson/name'. */
  exercises: Record<string, ExerciseState>;
  /** By 'lesson/step/question'. */
  guesses: Record<string, Guess>;
  minutes: number;
};

/** Where the course keeps it; every change is written at once. */
export type StateStore = {
  get(): CourseState;
  /** `id` is 'lesson/step'. */
  done(id: string): void;
  seen(id: string): void;
  at(lesson: string, step: string): void;
  /** A judged save that passed, or did not; `exercise` is 'lesson/name'. */
  passed(exercise: string): void;
  tried(exercise: string): void;
  guessed(id: string, guess: Guess): void;
  hintOpened(exercise: string): void;
  /** Adds to the minutes spent. */
  spent(minutes: number): void;
  /** Something to say once, e.g. that the disk is read-only. */
  note?: string;
};
