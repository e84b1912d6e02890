import type { CourseProps } from '../../src/screen/course.ts';
import type { CheckLine, LiveLine } from '../../src/facts/stream.ts';
import type { StateStore } from '../../src/course/state.ts';
import { openPlayer, type Player } from '../../src/screen/player.ts';
import { lesson, memory } from './small-lesson.ts';

/** A course whose live systems and judges are told what to say by a test. */
export type PretendCourse = {
  player: Player;
  state: StateStore;
  orders: string[];
  copied: string[];
  live(line: LiveLine): void;
  check(line: CheckLine): void;
  open: { live: number; check: number };
  left: boolean;
  press(...names: string[]): void;
};

/** Opens the course on a pretended terminal; `ascii` and the like stay as given. */
export function pretendCourse(state = memory(), more: Partial<CourseProps> = {}): PretendCourse {
  const listeners = { live: (_line: LiveLine) => {}, check: (_line: CheckLine) => {} };
  const course = { state, orders: [] as string[], copied: [] as string[], open: { live: 0, check: 0 }, left: false } as PretendCourse;
  const props: CourseProps = {
    lessons: [lesson],
    options: {},
    state,
    version: '0',
    openLive(_lesson, _step, onLine) {
      listeners.live = onLine;
      course.open.live++;
      return { order: (words) => void course.orders.push(words), close: async () => (course.open.live--, [{ what: 's1', pid: 48121, port: 53211, stopped: 'asked', at: 0, ms: 20 }]) };
    },
    openCheck(_exercise, onLine) {
      listeners.check = onLine;
      course.open.check++;
      return { again: () => void course.orders.push('again'), stop: () => void course.orders.push('stop'), close: async () => (course.open.check--, []) };
    },
    workspace: { folder: '/home/ali/rush-hour', fileOf: (id) => `/home/ali/rush-hour/exercises/${id}.ts`, solutionOf: () => ['// ours', 'let turn = 0;', 'return servers[turn++ % servers.length];'], edit: async () => ({ ok: true, words: 'edited' }), reset: async () => ({ words: 'The file is fresh again.' }) },
    ...more,
  };
  course.player = openPlayer(props, { palette: 'mono', depth: 'none', ascii: false, blocks: false }, true, { changed: () => {}, leave: () => void (course.left = true), lend: (work) => work(), copy: (words) => void course.copied.push(words) });
  course.live = (line) => listeners.live(line);
  course.check = (line) => listeners.check(line);
  course.press = (...names) => names.forEach(course.player.press);
  return course;
}
