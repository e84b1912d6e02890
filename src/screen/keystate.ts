import type { Watch } from '../course/lesson.ts';
import type { Picture } from '../facts/picture.ts';

/** The pages that have keys of their own. */
export type PageKind = 'home' | 'read' | 'predict' | 'watch' | 'build' | 'hints' | 'solution' | 'recap' | 'help' | 'task';

/** What the keys' words and reasons are made from. */
export type KeyState = {
  page: PageKind;
  nextWords: string;
  first: boolean;
  motion: boolean;
  hold: boolean;
  watch?: { watch: Watch; picture?: Picture; picked: string; failed?: boolean };
  choices?: number;
  typed?: boolean;
  build?: { running: boolean; judged: boolean; started: boolean; opened: number; hints: number; passed: boolean; editor: boolean; line?: number };
  homeWords?: string;
};
