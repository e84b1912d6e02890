import type { MachineId } from '../facts/fact.ts';
import type { Wrong } from './common.ts';

/** What is wrong with the turns, if anything: `list` is the order of SERVERS, `went` who got each request, in order. Requests start anywhere in the list. */
export function wrongTurns(list: MachineId[], went: MachineId[]): Wrong | undefined {
  const next = (one: MachineId): MachineId => list[(list.indexOf(one) + 1) % list.length]!;
  const jump = went.findIndex((one, i) => i > 0 && one !== next(went[i - 1]!));
  if (jump < 0) return undefined;
  const used = list.filter((one) => went.includes(one));
  if (used.length === 1) return { saw: `${went.length} of ${went.length} went to ${used[0]}.`, likely: 'nothing counts, or the counter is made anew inside the handler.', symptom: 'all-to-one' };
  if (used.length < list.length && isRound(used, went)) return forgotten(list, used, went);
  return { saw: `Request ${jump + 1} went to ${went[jump]} right after ${went[jump - 1]}. They got: ${got(list, went)}.`, likely: likelyOf(list, went), symptom: 'not-in-turn' };
}

/** `s1 8, s2 8, s3 8, s4 0`, in the order of names. */
export function got(list: MachineId[], went: MachineId[]): string {
  return [...list].sort().map((one) => `${one} ${went.filter((who) => who === one).length}`).join(', ');
}

function forgotten(list: MachineId[], used: MachineId[], went: MachineId[]): Wrong {
  const unused = list.filter((one) => !used.includes(one));
  if (unused.length > 1) return { saw: `There are ${list.length} servers; only ${used.length} were used. They got: ${got(list, went)}.`, likely: 'The list comes from SERVERS.', symptom: 'one-forgotten' };
  const isLast = unused[0] === list.at(-1);
  return { saw: `${unused[0]} never got a request. They got: ${got(list, went)}.`, ...(isLast ? { likely: '`% (n - 1)`.' } : {}), symptom: 'one-forgotten' };
}

function likelyOf(list: MachineId[], went: MachineId[]): string | undefined {
  const steps = new Set(went.slice(1).map((one, i) => `${went[i]} ${one}`));
  if (steps.size >= 1.8 * list.length) return 'random: random evens out only in the long run.';
  if (steps.size === list.length && isRound(list, went)) return "the turns are kept, but not in the order of the list.";
  return undefined;
}

/** Whether these requests go round and round in one fixed order. */
function isRound(used: MachineId[], went: MachineId[]): boolean {
  const round = went.slice(0, used.length);
  return new Set(round).size === used.length && went.every((one, i) => one === round[i % used.length]);
}
