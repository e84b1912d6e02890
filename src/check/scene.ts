import { between, dice, shuffled } from '../facts/dice.ts';
import type { CheckName } from '../facts/names.ts';
import { startProgram, type RunningProgram } from '../system/program.ts';
import type { Exit } from '../system/child.ts';
import { ask, type Answer, type Visit } from './client.ts';
import { bench, type Bench } from './bench.ts';
import { cannotJudge, didNotStart, fail, tryQuieter } from './common.ts';
import { lateMs, watchLateness } from './lateness.ts';
import { meetNeighbours, type Arrival, type Neighbours } from './neighbours.ts';
import type { RunOrder } from './wire.ts';
import { until } from './until.ts';

/** One request and who got it: undefined when it reached no neighbour. */
export type Seen = { answer: Answer; arrival?: Arrival };

/** All that one check plays with: fresh neighbours, a fresh process of the learner's program, dice of its own, and words. */
export type Scene = {
  order: RunOrder;
  check: CheckName;
  random: () => number;
  signal: AbortSignal;
  /** What is done and what is expected, for the verdict; said again when the numbers are known. */
  say(did: string, expected: string): void;
  said: { did: string; expected: string };
  /** What was broken last, for a program that ends just after it. */
  after(what: string): void;
  lastDone(): string;
  neighbours: Neighbours | undefined;
  /** `count` servers s1, s2, …, listed in an order of the seed's choosing. */
  servers(count: number): Promise<Neighbours>;
  /** Starts the learner's program with this environment, or ends the check with why it does not start. */
  program(env: Record<string, string>): Promise<RunningProgram>;
  running: RunningProgram | undefined;
  ended(): Exit | undefined;
  /** One visitor; in a replay we wait for a key first. */
  visit(visit?: Partial<Visit>): Promise<Answer>;
  /** Visitors one after the other: each comes when the one before has its answer and we know who got it; `goOn` may end it early, `broke` marks it in a replay. */
  oneByOne(count: number, how?: { visit?: (number: number) => Partial<Visit>; goOn?: (seen: Seen) => boolean; broke?: (seen: Seen, before: Seen | undefined) => boolean }): Promise<Seen[]>;
  /** Whether a replay waits for a key before each visitor; not where time is part of the check. */
  waitsForVisits: boolean;
  /** How many visitors came one by one so far. */
  visits(): number;
  /** In a replay: a line of what happens now; `waits` for a key before it happens. */
  pace(text: string, waits?: boolean): Promise<void>;
  /** In a replay: marks the step at which the rule was broken, the first time only. */
  mark(): Promise<void>;
  leave(): Promise<void>;
};

const cities = ['karachi', 'lahore', 'dadu', 'multan', 'quetta', 'sukkur', 'hyderabad', 'larkana', 'peshawar', 'gilgit'];

/** Opens the scene of one check. */
export async function openScene(order: RunOrder, check: CheckName, signal: AbortSignal, pace: (text: string, waits?: boolean) => Promise<void>): Promise<Scene> {
  const warm = await bench();
  const random = dice(order.seed ^ hash(check));
  let visits = 0;
  let fault: string | undefined;
  let isMarked = false;

  const scene: Scene = {
    order,
    check,
    random,
    signal,
    said: { did: '', expected: '' },
    say: (did, expected) => void (scene.said = { did, expected }),
    lastDone: () => fault ?? (visits > 0 ? `request ${visits}` : 'it had started'),
    after: (what) => void (fault = what),
    neighbours: undefined,
    running: undefined,
    ended: () => scene.running?.child.ended(),
    async servers(count) {
      const ids = shuffled(random, Array.from({ length: count }, (_, i) => `s${i + 1}`));
      return (scene.neighbours = await meetNeighbours(warm, ids, signal));
    },
    async program(env) {
      await pace(`your program starts, with ${Object.entries(env).map(([name, value]) => `${name}=${value}`).join(' ')}`, true);
      return (scene.running = await startLearner(warm, order, env, signal));
    },
    async visit(visit = {}) {
      const number = ++visits;
      const whole = { id: `r${number}`, path: `/weather/${cities[between(random, 0, cities.length - 1)]}`, ...visit };
      await pace(`request ${number}: ${whole.method ?? 'GET'} ${whole.path}`, scene.waitsForVisits);
      const answer = await ask(scene.running!.url, whole);
      signal.throwIfAborted();
      return answer;
    },
    waitsForVisits: true,
    async oneByOne(count, { visit = () => ({}), goOn = () => true, broke = () => false } = {}) {
      const seen: Seen[] = [];
      for (let number = 1; number <= count; number++) {
        const one = await follow(scene, visit(number));
        if (broke(one, seen.at(-1))) await scene.mark();
        seen.push(one);
        if (!goOn(seen.at(-1)!)) break;
      }
      return seen;
    },
    visits: () => visits,
    pace,
    async mark() {
      if (!isMarked) await pace('   ✗ here it went wrong');
      isMarked = true;
    },
    async leave() {
      scene.neighbours?.leave();
      await scene.running?.child.kill();
      warm.refill();
    },
  };
  return scene;
}

/** Sends one visitor and waits until the neighbour that answered has told us so. */
async function follow(scene: Scene, visit: Partial<Visit>): Promise<Seen> {
  const { pages } = scene.neighbours!;
  const before = pages.length;
  const answer = await scene.visit(visit);
  // 502 to 504 are a balancer's own words: then nobody need have arrived
  if (answer.status > 0 && answer.status < 502) await until(() => pages.length > before, 300, scene.signal);
  const arrival = pages[before];
  const fate = answer.ending === 'answered' ? `${answer.status}` : answer.ending;
  await scene.pace(`   ${arrival ? `went to ${arrival.server}` : 'reached no server'}, the visitor read: ${fate}`);
  return { answer, arrival };
}

async function startLearner(warm: Bench, order: RunOrder, env: Record<string, string>, signal: AbortSignal): Promise<RunningProgram> {
  // a stopped check must not wait for a program that never listens: its end ends the waiting
  const stop = (): void => warm.run.living().filter((child) => child.what === 'your program').forEach((child) => void child.kill());
  signal.addEventListener('abort', stop, { once: true });
  for (let attempt = 1; ; attempt++) {
    const spare = 'file' in order.source ? await warm.takeSpare() : undefined;
    const clock = watchLateness();
    const started = await startProgram(warm.run, order.source, env, spare ? { spare } : {});
    const late = clock();
    signal.throwIfAborted();
    if (!('trouble' in started)) return started;
    // on a machine this slow a right program may need more than 3 s
    if (started.trouble === 'not-listening' && late.ms > lateMs) cannotJudge(`nothing listened on PORT after 3 s, and ${late.why}`, tryQuieter);
    if (started.trouble !== 'port-taken') fail(didNotStart(order.exercise, started, 'command' in order.source));
    // somebody was quicker to take the port that we had found free: another one will do
    if (attempt === 3) cannotJudge(started.words, 'End that program, or press r: we take another port.');
  }
}

/** A whole number from a name, so that each check has dice of its own. */
function hash(name: string): number {
  let value = 7;
  for (const letter of name) value = (Math.imul(value, 31) + letter.codePointAt(0)!) >>> 0;
  return value;
}
