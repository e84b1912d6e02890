import type { Picture } from '../../src/facts/picture.ts';
import type { CheckResult, Judgement } from '../../src/facts/verdict.ts';
import { pretend, start } from './pretend.ts';
import { pretendCourse, type PretendCourse } from './pretend-course.ts';
import { memory } from './small-lesson.ts';

const plan = { servers: 3, workers: 4, workMs: 50, random: false, rate: 60, policy: 'round-robin', passive: false, seed: 2, theory: { name: 'a share of one and a half checks', lost: 30 } } as const;

/** Pictures of a breakdown: well, s2 stopped and not yet noticed, its road closed, s3 frozen as well. */
export const breakdown: Picture[] = pretend({ ...plan, levers: { 3: 'stop s2', 7: 'freeze s3' } }, [2, 3.4, 6, 8]);

const waits: [Picture['policy'], number, number, number][] = [['random', 67, 300, 66], ['round-robin', 45, 210, 44], ['two-choices', 36, 120, 36], ['least-connections', 30, 100, 30]];

/** A picture of four roads after all four rules. */
export const compared: Picture = {
  ...pretend({ ...plan, servers: 4, workers: 1, workMs: 20, random: true, rate: 140, theory: { name: 'same dice', line: 45, sameDice: 46 } }, [6])[0]!,
  rounds: waits.map(([policy, mean, p99, line]) => ({ policy: policy!, seconds: 25, sent: 3500, mean, p99, counts: { s1: 880, s2: 870, s3: 875, s4: 875 }, above: 5, theory: { name: 't', line, sameDice: line + 1 } })),
};

const failed: CheckResult[] = [
  { name: 'one-by-one', result: 'passed', saw: '30 of 30 in turn', ms: 210 },
  { name: 'all-at-once', result: 'passed', saw: 's1 20, s2 20, s3 20', ms: 180 },
  { name: 'same-line', result: 'failed', did: 'sent 12 requests on one kept-alive connection.', expected: 'each at the successor of the one before: s1 4, s2 4, s3 4.', saw: '12 requests on one connection all went to s2.', likely: 'browsers keep connections open: choose per request, not per connection.', symptom: 'not-in-turn', replay: 'rushhour replay round-robin same-line --seed 4711', ms: 90 },
  { name: 'letter-intact', result: 'not-run' },
];
/** A run that failed at its third check, one that passed, and one that could not be judged. */
export const failing: Judgement = { kind: 'verdict', exercise: '2-load-balancing/round-robin', result: 'failed', seed: 4711, ms: 2400, checks: failed };
export const passing: Judgement = { ...failing, result: 'passed', checks: failed.map(({ name }) => ({ name, result: 'passed', saw: '30 of 30 in turn', ms: 90 })) };
export const unsure: Judgement = { ...failing, result: 'could-not-judge', checks: [{ name: 'one-by-one', result: 'could-not-judge', why: 'this laptop is too busy to tell: our own crowd ran 80 ms late', tryThis: 'Close something, or press r.' }] };

/** What the stage prints, once, when s2 does not start: the others ran, and are stopped again by now. */
export const notStarted: Picture = {
  ...breakdown[0]!,
  rate: 0,
  totals: { ...breakdown[0]!.totals, sent: 0, answered: 0, failed: 0 },
  machines: breakdown[0]!.machines.filter(({ role }) => role !== 'crowd').map((machine) => (machine.id === 's2' ? { ...machine, state: 'failed', lastWords: ['SyntaxError: Unexpected token (servers/s2.ts:14)', '  14 | const x = ;'] } : machine)),
  story: [{ at: start, what: 'crashed', machine: 's2', byYou: false, words: 's2 ended at once, with code 1' }],
};

type Scene = (course: PretendCourse) => void;

const open = (step: number) => (course: PretendCourse) => course.player.home.open(step - 1);
const live = (step: number, ...pictures: Picture[]): Scene => (course) => {
  open(step)(course);
  for (const picture of pictures) course.live(picture);
};
const build = (...lines: Parameters<PretendCourse['check']>[0][]): Scene => (course) => {
  open(5)(course);
  for (const line of lines) course.check(line);
};
const saved = { kind: 'saved', at: start + 8_000, file: 'round-robin.ts' } as const;

/** Every page in its states, by name. */
export const scenes: Record<string, Scene> = {
  home: () => {},
  read: open(1),
  'predict-number': (course) => {
    open(2)(course);
    course.press('4', '0');
  },
  'predict-choice': (course) => {
    open(2)(course);
    course.press('4', '0', 'enter', 'enter', 'down', 'tab');
  },
  'watch-loading': (course) => {
    open(3)(course);
    course.live({ kind: 'starting', ms: 300, machines: [{ id: 'lb', state: 'waits' }, { id: 's1', state: 'listening', port: 53211 }, { id: 's2', state: 'starting' }] });
  },
  'watch-error': (course) => {
    open(3)(course);
    course.live(notStarted);
  },
  'watch-away': (course) => {
    open(3)(course);
    course.live({ kind: 'sorry', words: 'The live system ended (code 1). r starts it again. It said: Error: listen EMFILE' });
  },
  'watch-well': live(3, breakdown[0]!),
  'watch-stopped': live(3, breakdown[1]!),
  'watch-closed': live(3, breakdown[2]!),
  'watch-frozen': live(3, breakdown[3]!),
  'watch-rounds': live(4, compared),
  'watch-many': live(4, pretend({ ...plan, servers: 8, workers: 2, rate: 90 }, [4])[0]!),
  'watch-yours': live(3, pretend({ ...plan, yours: true }, [3])[0]!),
  'build-idle': build(),
  'build-checking': build(saved, { kind: 'check', run: 1, check: failed[0]! }, { kind: 'check', run: 1, check: { name: 'all-at-once', result: 'running' } }, breakdown[0]!),
  'build-failed': build(failing),
  'build-passed': build(passing),
  'build-unsure': build(unsure),
  hints: (course) => {
    build(failing)(course);
    course.press('h', 'h');
  },
  solution: (course) => {
    build(failing)(course);
    course.press('H', 'H');
  },
  recap: open(6),
  help: (course) => {
    live(3, breakdown[0]!)(course);
    course.press('?');
  },
  task: (course) => {
    build()(course);
    course.press('t');
  },
  command: (course) => {
    live(3, breakdown[0]!)(course);
    course.press(':', 's', 't', 'o', 'p', 'space', 's', '2');
  },
  say: (course) => {
    live(3, breakdown[2]!)(course);
    course.press('s');
  },
};

/** A course that somebody is half way through, brought to a scene. */
export function sceneOf(name: string): PretendCourse {
  const course = pretendCourse(memory({ minutes: 27, at: { lesson: '2-load-balancing', step: 'guess' }, steps: { '2-load-balancing/reading': 'done' }, guesses: { '2-load-balancing/guess/lost': { answer: 30, sure: 2, seen: 40 } } }));
  scenes[name]!(course);
  return course;
}
