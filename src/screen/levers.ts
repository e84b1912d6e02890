import type { Trouble } from '../facts/names.ts';
import { troubles } from '../facts/names.ts';
import type { KeyState } from './keystate.ts';
import { nextOf, policyName } from './words/policy.ts';
import { isDown } from './words/sentence.ts';

/** The servers of the picture at hand. */
export function servers(state: KeyState) {
  return state.watch?.picture?.machines.filter(({ role }) => role === 'server') ?? [];
}

/** The picked server. */
export function picked(state: KeyState): string {
  return state.watch?.picked ?? 's1';
}

/** Whether the picked server is stopped. */
export function isStopped(state: KeyState): boolean {
  const server = servers(state).find(({ id }) => id === picked(state));
  return server !== undefined && isDown(server);
}

/** Whether the door is stopped. */
export function doorDown({ watch }: KeyState): boolean {
  const door = watch?.picture?.machines.find(({ id }) => id === watch.picture?.door);
  return door !== undefined && isDown(door);
}

/** The trouble that n gives the picked server. */
export function nextTrouble(state: KeyState): Trouble {
  const last = state.watch?.picture?.story.findLast((line) => line.what === 'troubled' && line.machine === picked(state));
  // a blink is over before it can be seen, and would be offered for ever
  if (last?.what === 'troubled' && last.trouble === 'blink') return 'well';
  return nextOf(troubles, servers(state).find(({ id }) => id === picked(state))?.trouble ?? 'well');
}

/** What n makes of it, after "make s2". */
export function troubleVerb(trouble: Trouble): string {
  return { well: 'well again', freeze: 'freeze', lie: 'lie', slow: 'slow', blink: 'blink' }[trouble];
}

function policiesOf(state: KeyState) {
  return state.watch?.watch.policies ?? (['round-robin'] as const);
}

/** The rule after this one. */
export function nextPolicy(state: KeyState) {
  return nextOf(policiesOf(state), state.watch?.picture?.policy);
}

/** The rules, this one first. */
export function policyRow(state: KeyState): string {
  const now = state.watch?.picture?.policy ?? policiesOf(state)[0]!;
  const at = Math.max(0, policiesOf(state).indexOf(now));
  const turned = [...policiesOf(state).slice(at), ...policiesOf(state).slice(0, at)];
  return `rule: ${turned.map((policy) => policyName[policy]).join(' ▸ ')}`;
}

/** The rate one step up or down; undefined at the end. */
export function rateAt({ watch }: KeyState, step: 1 | -1): number | undefined {
  const rates = [...(watch?.watch.rates ?? [])].sort((a, b) => a - b);
  const now = watch?.picture?.rate ?? rates[0] ?? 60;
  return step === 1 ? rates.find((rate) => rate > now) : rates.findLast((rate) => rate < now);
}

/** Why a lever of the officer is off when the program is the learner's own. */
export function yours(state: KeyState): string | undefined {
  return state.watch?.picture?.yours ? 'your program decides' : undefined;
}

/** Whether passive checks are on, and what comes next. */
export function passiveRow({ watch }: KeyState): string {
  return watch?.picture?.passive ? 'on ▸ off' : 'off ▸ on';
}
