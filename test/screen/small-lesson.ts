import type { Exercise, Lesson, Watch } from '../../src/course/lesson.ts';
import type { CourseState, StateStore } from '../../src/course/state.ts';

const traffic = { rate: 60, gaps: 'even', work: 'fixed', workMs: 50, path: '/weather/karachi', seed: 2, patienceMs: 30_000 } as const;

/** A watch page with every lever. */
export const breakdowns: Watch = {
  question: 'If a server breaks, who notices first?',
  system: () => ({ entry: 'lb', machines: [] }),
  traffic,
  panels: ['roads', 'answers', 'waiting', 'story', 'try'],
  levers: ['stop', 'trouble', 'passive', 'stop-balancer', 'rate', 'add', 'drop', 'reset', 'again'],
  rates: [30, 60, 90],
  policies: ['round-robin'],
  tries: [
    { words: 'stop s2: how many are lost?', done: ({ totals }) => totals.failed > 0 },
    { words: 'bring it back: when is it used again?', done: () => false },
    { words: 'let one lie: do the checks see it?', done: () => false },
  ],
};

/** A watch page that compares rules. */
export const fourRoads: Watch = {
  ...breakdowns,
  question: 'Does it matter who gets whom?',
  panels: ['roads', 'answers', 'waiting', 'rounds', 'try'],
  levers: ['policy', 'all-policies', 'rate', 'stop', 'again', 'reset'],
  policies: ['random', 'round-robin', 'two-choices', 'least-connections'],
  rates: [140, 180],
};

const ladder = { nudge: 'Who is the first to know?', point: 'The place where a request ends badly.', nearly: '`if (bad >= ___)`' };

/** An exercise with one ladder. */
export const exercise: Exercise = {
  name: 'round-robin',
  title: 'Take turns',
  term: 'round robin',
  goal: 'Send request 1 to the first server, request 2 to the second, and so on; after the last one start over.',
  minutes: 6,
  core: true,
  hints: { 'not-in-turn': ladder, start: ladder },
  why: 'Round robin needs no knowledge of the servers. That is its strength, and its weakness.',
  stretch: 'Give a big server more turns.',
  byHand: 'curl localhost:$PORT/weather/karachi',
  neighbours: { servers: 3, env: {} },
};

const page = (title: string) => ({ title, paragraphs: ['A server can leave you in four ways. *Dead*: it refuses, at once. `Sick`: it says so when asked.', 'Close a road after several bad signs, and never let a visitor wait for a check.'], drawing: ['  crowd ──•──┬── ● s1', '             ╰╌╌ ✗ s2'] });

/** A lesson with one step of each kind; its words stay as they are, whatever the real lessons say. */
export const lesson: Lesson = {
  id: '2-load-balancing',
  number: 2,
  title: 'Load balancing',
  tagline: 'the officer at the crossing',
  steps: [
    { id: 'reading', title: 'The officer', minutes: 2, kind: 'read' },
    { id: 'guess', title: 'The plug', minutes: 1, kind: 'predict', questions: [
      { kind: 'number', id: 'lost', question: 'We pull the plug of s2. How many visitors get an error?', unit: 'visitors', right: 30, short: 'lost when s2 is unplugged' },
      { kind: 'choice', id: 'who', question: 'Who notices first?', choices: [{ words: 'The officer', note: 'she looks all the time' }, { words: 'The people', note: 'one of them meets it' }], right: 1, short: 'who notices first' },
    ] },
    { id: 'breakdowns', title: 'Breakdowns', minutes: 5, kind: 'watch', watch: breakdowns, guess: { step: 'guess', question: 'lost', seen: ({ totals }) => totals.failed || undefined } },
    { id: 'four-roads', title: 'Four roads', minutes: 6, kind: 'watch', watch: fourRoads },
    { id: 'build', title: 'Take turns', minutes: 6, kind: 'build', exercise },
    { id: 'recap', title: 'What you can say now', minutes: 1, kind: 'recap' },
  ],
  pages: ['The officer', 'The plug', 'Breakdowns', 'Four roads', 'Take turns', 'What you can say now'].map(page),
};

/** A course state in memory. */
export function memory(start: Partial<CourseState> = {}): StateStore {
  const state: CourseState = { steps: {}, exercises: {}, guesses: {}, minutes: 0, ...start };
  const exercise = (id: string) => (state.exercises[id] ??= { state: 'seen', hints: 0, saves: 0 });
  return {
    get: () => state,
    done: (id) => void (state.steps[id] = 'done'),
    seen: (id) => void (state.steps[id] ??= 'seen'),
    at: (lesson, step) => void (state.at = { lesson, step }),
    passed: (id) => void (exercise(id).state = 'passed'),
    tried: (id) => void (exercise(id).state = 'tried'),
    guessed: (id, guess) => void (state.guesses[id] = guess),
    hintOpened: (id) => void exercise(id).hints++,
    spent: (minutes) => void (state.minutes += minutes),
  };
}
