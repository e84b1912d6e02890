import { keysOf, type Key } from '../keys.ts';
import type { KeyState } from '../keystate.ts';
import { box } from '../parts/box.ts';
import { foot, isSmall, shownOf, type Frame } from '../parts/frame.ts';
import { bold, put, say, type Line, type Sheet } from '../parts/sheet.ts';
import { wrap } from '../parts/wrap.ts';
import { drawTop } from './top.ts';

const signList: [string, string][] = [['●', 'well'], ['◐', 'full, slow: it hurts'], ['✗', 'stopped or failed'], ['•', 'a request, a visitor'], ['▰▱', 'at work, free'], ['▸', 'chosen, or now'], ['✓', 'done'], ['○', 'to come'], ['◉', 'you are here'], ['p50 p99', 'half of the people wait less; all but 1 in 100 wait less']];

/** Draws the keys of the page under it, with their commands and the signs; returns how far it can be scrolled. */
export function helpPage(sheet: Sheet, frame: Frame, under: KeyState, scroll: number): number {
  drawTop(sheet, frame);
  const small = isSmall(sheet);
  const area = { x: small ? 1 : 4, y: 2, width: sheet.width - (small ? 2 : 8), height: sheet.height - 4 };
  const inside = box(sheet, area, { title: 'Keys on this page', right: say('quiet', area.width < 90 ? 'commands go after :' : 'at the right its command: type it after :') });
  const lines = contents(under, inside.width);
  const most = Math.max(0, lines.length - inside.height);
  const from = Math.min(scroll, most);
  lines.slice(from, from + inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
  foot(sheet, { keys: frame.keys, command: frame.command, right: most ? `lines ${from + 1} to ${from + inside.height} of ${lines.length}` : undefined });
  return most;
}

function contents(under: KeyState, width: number): Line[] {
  const all = keysOf(under);
  const levers = all.filter(({ place }) => place === 'levers').flatMap((key) => keyLines(shownOf(key, under), wordsOf(key, under), key.command(under), key.offBecause?.(under), width));
  const others = all.filter(({ place }) => place !== 'levers').flatMap((key) => keyLines(key.shown, key.words(under), key.command(under), key.offBecause?.(under), width));
  const signs = signList.map(([sign, words]): Line => [say('healthy', sign.padEnd(8)), words]);
  const hard = wrap('Hard to see? Type : and then theme light, theme dark, theme mono, ascii, curves blocks, or motion off. Plain text: npx rushhour start --plain. Something stuck? npx rushhour doctor says what runs.', width);
  return [...(levers.length ? [say('quiet', 'Levers'), ...levers, ''] : []), say('quiet', 'This page and everywhere'), ...others, '', say('quiet', 'Signs'), ...signs, '', ...hard.map((line) => say('quiet', line))];
}

function wordsOf(key: Key, state: KeyState): string {
  const words = key.words(state);
  return words.length > 46 && key.short ? key.short(state) : words;
}

/** A key, its words, and at the right its command; a reason that does not fit goes on below. */
function keyLines(shown: string, words: string, command: string, off: string | undefined, width: number): Line[] {
  const room = Math.min(52, width - 30);
  const [first = '', ...more] = wrap(off ? `${words} (off: ${off})` : words, room);
  const role = off ? 'quiet' : 'text';
  return [[bold(shown.padEnd(8), off ? 'quiet' : 'focus'), say(role, first.padEnd(room)), say('quiet', command === ':' ? '' : `  ${command}`)], ...more.map((line): Line => [' '.repeat(8), say(role, line)])];
}
