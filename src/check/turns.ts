import type { MachineId } from '../facts/fact.ts';
import type { Wrong } from './common.ts';

/** What was asked, where it helps to tell why the turns are wrong. */
export type Asked = { method?: string; path: string };

/** What is wrong with the turns, if anything: `list` is the order of SERVERS, `went` who got each request, in order, and `asked` what it was. Requests start anywhere in the list. */
export function wrongTurns(list: MachineId[], went: MachineId[], asked: Asked[] = []): Wrong | undefined {
  const steps = stepsOf(list, went);
  const jump = steps.findIndex((step) => step !== 1 % list.length) + 1;
  if (jump === 0) return undefined;
  const used = list.filter((one) => went.includes(one));
  if (used.length === 1) return { saw: `${went.length} of ${went.length} went to ${used[0]}${used[0] === list[0] ? ', the first of SERVERS' : ''}.`, likely: 'nothing counts, the counter is made anew inside the handler, or you choose by who asks.', symptom: 'all-to-one' };
  if (used.length < list.length && isRound(used, went) && !isSteady(steps)) return forgotten(list, used, went);
  return { saw: `Request ${jump + 1} went to ${went[jump]} right after ${went[jump - 1]}. They got: ${got(list, went)}.`, likely: likelyByRequest(list, went, asked) ?? likelyBySteps(list, went, steps), symptom: 'not-in-turn' };
}

/** `s1 8, s2 8, s3 8, s4 0`, in the order of names. */
export function got(list: MachineId[], went: MachineId[]): string {
  return [...list].sort().map((one) => `${one} ${went.filter((who) => who === one).length}`).join(', ');
}

/** How many places each request went on in the list, seen from the one before. */
function stepsOf(list: MachineId[], went: MachineId[]): number[] {
  return went.slice(1).map((one, i) => (list.indexOf(one) - list.indexOf(went[i]!) + list.length) % list.length);
}

function forgotten(list: MachineId[], used: MachineId[], went: MachineId[]): Wrong {
  const unused = list.filter((one) => !used.includes(one));
  if (unused.length > 1) return { saw: `There are ${list.length} servers; only ${used.length} were used. They got: ${got(list, went)}.`, likely: 'The list comes from SERVERS.', symptom: 'one-forgotten' };
  const isLast = unused[0] === list.at(-1);
  return { saw: `${unused[0]} never got a request. They got: ${got(list, went)}.`, ...(isLast ? { likely: '`% (n - 1)`.' } : {}), symptom: 'one-forgotten' };
}

/** Whether what was asked explains who got it. */
function likelyByRequest(list: MachineId[], went: MachineId[], asked: Asked[]): string | undefined {
  const gets = went.filter((_, i) => (asked[i]?.method ?? 'GET') === 'GET');
  if (gets.length < went.length && gets.length > list.length && stepsOf(list, gets).every((step) => step === 1)) return 'the counter moves for GET only; every request takes a turn, whatever its method.';
  const paths = [...new Set(asked.map((one) => one.path))];
  const steps = paths.flatMap((path) => stepsOf(list, went.filter((_, i) => asked[i]?.path === path)));
  // eight repeated addresses are too many for chance
  if (steps.length < 8) return undefined;
  if (steps.every((step) => step === 0)) return 'the server is chosen by address or city, not by turn.';
  return steps.every((step) => step === 1) ? 'each address has a counter of its own; one counter serves everybody.' : undefined;
}

/** Whether the way from one server to the next explains it. */
function likelyBySteps(list: MachineId[], went: MachineId[], steps: number[]): string | undefined {
  const back = list.length - 1;
  if (isSteady(steps) && list.length > 3) return `${steady(steps[0]!, back)}${stepsOf([...list].sort(), went).every((step) => step === 1) ? ', or the list is sorted first' : ''}.`;
  if (steps.every((step) => step <= 1)) return 'the counter does not move each time.';
  if (list.length > 3 && steps.every((step) => step <= 1 || step === back)) return 'after the last server the turns go back the way they came; they start over at the first.';
  if (isRound(list, went)) return 'the turns are kept, but not in the order of the list.';
  if (isRoundByRound(list, went)) return 'each round uses every server once, but in an order of its own; the order is that of SERVERS.';
  return new Set(went.slice(1).map((one, i) => `${went[i]} ${one}`)).size >= 1.8 * list.length ? 'random: random evens out only in the long run.' : undefined;
}

function steady(step: number, back: number): string {
  if (step === 2) return 'the counter moves twice for each request';
  return step === back ? 'the list is walked backwards' : `the counter moves ${step} times for each request`;
}

/** Whether all went on by the same number of places. */
function isSteady(steps: number[]): boolean {
  return steps.every((step) => step === steps[0]);
}

/** Whether these requests go round and round in one fixed order. */
function isRound(used: MachineId[], went: MachineId[]): boolean {
  const round = went.slice(0, used.length);
  return new Set(round).size === used.length && went.every((one, i) => one === round[i % used.length]);
}

/** Whether each whole round uses everybody once, in whatever order. */
function isRoundByRound(list: MachineId[], went: MachineId[]): boolean {
  const rounds = Math.floor(went.length / list.length);
  return rounds > 2 && Array.from({ length: rounds }, (_, i) => new Set(went.slice(i * list.length, (i + 1) * list.length))).every((round) => round.size === list.length);
}
