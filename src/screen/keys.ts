import type { Lever } from '../course/lesson.ts';
import type { KeyState, PageKind } from './keystate.ts';
import { doorDown, isStopped, nextPolicy, nextTrouble, picked, passiveRow, policyRow, rateAt, servers, troubleVerb, yours } from './levers.ts';
import { policyName, troubleWords } from './words/policy.ts';
import { doorName } from './words/sentence.ts';

/** One key: what it says (`shown`), which presses mean it, and its command twin, which is what really acts. */
export type Key = {
  shown: string;
  presses: string[];
  pages: PageKind[];
  place: 'levers' | 'footer' | 'help';
  lever?: Lever;
  command: (state: KeyState) => string;
  words: (state: KeyState) => string;
  /** Words for a narrow window. */
  short?: (state: KeyState) => string;
  offBecause?: (state: KeyState) => string | undefined;
};

const steps: PageKind[] = ['read', 'predict', 'watch', 'build', 'recap'];
const everywhere: PageKind[] = ['home', ...steps, 'hints', 'solution'];

/** Every key of the course; the footer, the lever lines, the help page and the docs are printed from it. */
export const keys: Key[] = [
  lever('stop', 'x', (s) => `${isStopped(s) ? 'start' : 'stop'} ${picked(s)}`, (s) => (isStopped(s) ? `bring ${picked(s)} back` : `stop ${picked(s)}`)),
  { ...lever('stop', '1-9', (s) => `pick ${picked(s)}`, (s) => 'pick a server'), presses: [], offBecause: undefined },
  lever('trouble', 'n', (s) => `${nextTrouble(s)} ${picked(s)}`, (s) => `make ${picked(s)} ${troubleVerb(nextTrouble(s))}`, { off: (s) => (isStopped(s) ? `${picked(s)} is stopped` : undefined), short: (s) => `${picked(s)} ${troubleWords[nextTrouble(s)]}` }),
  lever('add', 'a', () => 'add', () => 'add a server', { off: (s) => (servers(s).length >= 8 ? '8 is the most here' : undefined), short: () => 'add one' }),
  lever('drop', 'd', () => 'drop', () => 'drop a server', { off: (s) => (servers(s).length <= 1 ? 'only 1 here' : undefined), short: () => 'drop one' }),
  { ...lever('rate', '- +', (s) => `rate ${rateAt(s, -1) ?? rateAt(s, 1) ?? 60}`, (s) => `${s.watch?.picture?.rate ?? s.watch?.watch.rates[0] ?? 60} a second`, { short: (s) => `${s.watch?.picture?.rate ?? 0}/s` }), presses: [] },
  lever('policy', 'p', (s) => `policy ${nextPolicy(s)}`, policyRow, { off: yours, short: (s) => `rule: ${policyName[s.watch?.picture?.policy ?? 'round-robin']}` }),
  lever('all-policies', 'A', () => 'policy all', () => 'all rules in turn', { off: (s) => yours(s) ?? (s.watch?.picture?.round ? 'running' : undefined), short: () => 'all rules' }),
  lever('passive', 'i', (s) => `passive ${s.watch?.picture?.passive ? 'off' : 'on'}`, (s) => `passive checks: ${passiveRow(s)}`, { off: yours, short: (s) => `passive ${passiveRow(s)}` }),
  lever('stop-balancer', 'X', (s) => `${doorDown(s) ? 'start' : 'stop'} lb`, (s) => `${doorDown(s) ? 'bring back' : 'stop'} ${s.watch?.picture ? doorName(s.watch.picture) : 'the officer'}`),
  lever('reset', '0', () => 'reset', () => 'put all back', { short: () => 'all back' }),
  lever('again', 'r', () => 'again', () => 'from the start', { short: () => 'again' }),
  { shown: '→', presses: ['right', 'enter', '>'], pages: ['read', 'watch', 'recap'], place: 'footer', command: () => 'next', words: (s) => s.nextWords, short: () => 'next' },
  { shown: '→', presses: ['right', '>'], pages: ['build'], place: 'footer', command: () => 'next', words: (s) => s.nextWords, short: () => 'next' },
  { shown: 'Enter', presses: ['enter'], pages: ['home'], place: 'footer', command: () => 'next', words: (s) => s.homeWords ?? 'begin' },
  { shown: 'Enter', presses: ['enter'], pages: ['predict'], place: 'footer', command: () => 'next', words: (s) => s.nextWords },
  { shown: '→', presses: ['right', '>'], pages: ['predict'], place: 'footer', command: () => 'skip', words: () => 'skip' },
  { shown: '←', presses: ['left', '<'], pages: steps, place: 'footer', command: () => 'back', words: (s) => (s.first ? 'home' : 'back') },
  { shown: 'h', presses: ['h'], pages: ['hints'], place: 'footer', command: () => 'hint', words: () => 'next hint', offBecause: (s) => (s.build && s.build.opened >= s.build.hints ? 'all three are open' : undefined) },
  { shown: 'H', presses: ['H'], pages: ['hints'], place: 'footer', command: () => 'solution', words: () => 'our solution' },
  { shown: '↑ ↓', presses: ['up', 'down', 'j', 'k'], pages: ['home', 'predict', 'read', 'recap', 'solution', 'help', 'task'], place: 'footer', command: () => 'down', words: (s) => (s.page === 'home' || s.page === 'predict' ? 'choose' : 'scroll') },
  { shown: 'Tab', presses: ['tab'], pages: ['predict'], place: 'footer', command: () => 'sure', words: () => 'how sure' },
  { shown: 'r', presses: ['r'], pages: ['build'], place: 'footer', command: () => 'check', words: (s) => (s.build?.judged ? 'check again' : 'check now'), offBecause: (s) => (s.build?.running ? 'a check is running: Esc stops it' : undefined) },
  { shown: 'e', presses: ['e'], pages: ['build', 'hints'], place: 'footer', command: () => 'edit', words: () => 'edit', offBecause: (s) => (s.build?.editor ? undefined : 'set VISUAL or EDITOR, or open the path yourself (y)') },
  { shown: 'h', presses: ['h'], pages: ['build'], place: 'footer', command: () => 'hint', words: () => 'hint' },
  { shown: 'z', presses: ['z'], pages: ['build'], place: 'footer', command: () => 'replay', words: () => 'replay', offBecause: (s) => (!s.build?.judged ? 'after the first check' : s.build.started ? undefined : 'your program did not start') },
  { shown: 'y', presses: ['y'], pages: ['build'], place: 'footer', command: () => 'path', words: () => 'copy path' },
  { shown: 'H', presses: ['H'], pages: ['build'], place: 'help', command: () => 'solution', words: () => 'our solution (asks once)' },
  { shown: 'R', presses: ['R'], pages: ['build'], place: 'help', command: () => 'restore', words: () => 'our file again, yours kept beside it (asks once)' },
  { shown: 't', presses: ['t'], pages: ['watch', 'build', 'task'], place: 'footer', command: () => 'task', words: (s) => (s.page === 'task' ? 'close' : 'task') },
  { shown: 'Space', presses: ['space'], pages: ['watch'], place: 'help', command: () => 'hold', words: (s) => (s.hold ? 'let the picture go on' : 'hold the picture') },
  { shown: 'm', presses: ['m'], pages: everywhere, place: 'footer', command: (s) => `motion ${s.motion ? 'off' : 'on'}`, words: () => 'motion' },
  { shown: 's', presses: ['s'], pages: everywhere, place: 'footer', command: () => 'say', words: () => 'say it' },
  { shown: ':', presses: [':'], pages: everywhere, place: 'help', command: () => ':', words: () => 'type a command' },
  { shown: 'Esc', presses: ['esc'], pages: ['hints', 'solution', 'help', 'task'], place: 'footer', command: () => 'home', words: () => 'close' },
  { shown: 'Esc', presses: ['esc'], pages: [...steps, 'home'], place: 'help', command: () => 'home', words: () => 'out of what is open, then home' },
  { shown: '?', presses: ['?'], pages: [...everywhere, 'help', 'task'], place: 'footer', command: () => 'help', words: (s) => (s.page === 'help' ? 'close' : 'help') },
  { shown: 'q', presses: ['q', 'ctrl-c'], pages: [...everywhere, 'help', 'task'], place: 'footer', command: () => 'quit', words: () => 'leave' },
];

/** The keys of the page at hand, in the order in which they are drawn. */
export function keysOf(state: KeyState): Key[] {
  const hidden = (key: Key) => (key.lever && !state.watch?.watch.levers.includes(key.lever)) || (key.shown === '↑ ↓' && state.typed);
  return keys.filter((key) => key.pages.includes(state.page) && !hidden(key));
}

/** Every key with its command and words, for the docs: one row a key, in the order of the list. */
export function keyTable(): { key: string; pages: string; command: string; words: string }[] {
  const state: KeyState = { page: 'watch', nextWords: 'next', first: false, motion: true, hold: false };
  return keys.map((key) => ({ key: key.shown, pages: key.pages.join(' '), command: key.command(state), words: key.words(state) }));
}

/** The command a press means here, the reason why it is off, or nothing. */
export function meaning(press: string, state: KeyState): { command: string } | { off: string } | undefined {
  const special = levelled(press, state);
  if (special) return special;
  const key = keysOf(state).find(({ presses }) => presses.includes(press));
  if (!key) return undefined;
  const off = key.offBecause?.(state);
  if (off) return { off };
  return { command: press === 'up' || press === 'k' ? 'up' : key.command(state) };
}

// Digits pick, minus and plus step through the rates, and Enter leaves an exercise only when it passed: what one line in the list cannot say.
function levelled(press: string, state: KeyState): { command: string } | { off: string } | undefined {
  if (press === 'enter' && state.page === 'build') return state.build?.passed ? { command: 'next' } : { off: 'not passed yet; → goes on all the same' };
  if (state.page !== 'watch' || !state.watch) return undefined;
  const { levers } = state.watch.watch;
  if (/^[1-9]$/.test(press) && levers.some((lever) => lever === 'stop' || lever === 'trouble')) {
    const server = servers(state)[Number(press) - 1];
    if (!state.watch.picture) return { off: state.watch.failed ? 'nothing runs now; r starts it again' : 'the machines are starting' };
    return server ? { command: `pick ${server.id}` } : { off: `there are only ${servers(state).length}` };
  }
  if (!levers.includes('rate') || !['-', '+', '='].includes(press)) return undefined;
  const rate = rateAt(state, press === '-' ? -1 : 1);
  return rate === undefined ? { off: press === '-' ? 'this is the smallest crowd here' : 'this is the biggest crowd here' } : { command: `rate ${rate}` };
}

function lever(name: Lever, shown: string, command: Key['command'], words: Key['words'], more: { off?: Key['offBecause']; short?: Key['short'] } = {}): Key {
  const waits: Key['offBecause'] = (state) => (state.watch?.picture || name === 'again' ? more.off?.(state) : state.watch?.failed ? 'nothing runs now; r starts it again' : 'the machines are starting');
  return { shown, presses: [shown], pages: ['watch'], place: 'levers', lever: name, command, words, short: more.short, offBecause: waits };
}
