import { keysOf, type Key } from '../keys.ts';
import type { KeyState } from '../keystate.ts';
import { bold, put, putRight, say, widthOf, type Line, type Sheet, type Span } from './sheet.ts';
import { clause } from './wrap.ts';

/** What stands around every page: where am I, how far, the question, the keys, one quiet line. */
export type Frame = {
  /** 'Load balancing' and its number. */
  lesson: { number: number; title: string };
  here: string;
  steps: { done: boolean }[];
  step: number;
  question: string;
  keys: KeyState;
  notice?: string;
  /** What is typed after ':'. */
  command?: string;
  right?: string;
};

/** Whether a window has the small rows: under 90 columns or under 30 rows. */
export function isSmall({ width, height }: { width: number; height: number }): boolean {
  return width < 90 || height < 30;
}

/** Draws path, progress and question at the top, and the keys at the bottom. */
export function drawFrame(sheet: Sheet, frame: Frame): void {
  const progress: Span[] = [...frame.steps.map(({ done }, i) => (i === frame.step ? bold('◉', 'focus') : done ? say('healthy', '●') : say('frame', '○'))), say('quiet', ` step ${frame.step + 1} of ${frame.steps.length}`)];
  const path: Line = [bold('Rush Hour'), say('frame', ' › '), say('quiet', `${frame.lesson.number} ${frame.lesson.title}`), say('frame', ' › '), frame.here];
  put(sheet, 1, 0, path, sheet.width - widthOf(progress) - 4);
  putRight(sheet, sheet.width - 2, 0, progress);
  put(sheet, 1, 1, bold(clause(frame.question, sheet.width - 2)), sheet.width - 2);
  foot(sheet, frame);
}

/** The last line: the keys of this page, or the line being typed; above it a quiet line when there is something to say. */
export function foot(sheet: Sheet, { keys, notice, command, right }: Pick<Frame, 'keys' | 'notice' | 'command' | 'right'>): void {
  const y = sheet.height - 1;
  if (notice) put(sheet, 1, y - 1, say('quiet', notice), sheet.width - 2);
  if (command !== undefined) put(sheet, 1, y, [bold(':', 'focus'), command, bold('_', 'focus'), say('quiet', '   Enter does it, Esc leaves it')], sheet.width - 2);
  else footer(sheet, y, keys, right);
}

/** The levers in two lines, each key with its value, or greyed with its reason; in a small window a third line if they need it. */
export function leverLines(sheet: Sheet, y: number, state: KeyState): void {
  const all = keysOf(state).filter(({ place }) => place === 'levers');
  if (!all.length) return;
  put(sheet, 1, y, say('quiet', 'Levers'));
  const room = sheet.width - 10;
  const ways = [[false, 3], [false, 2], [true, 3], [true, 2]] as const;
  const packed = ways.map(([short, gap]) => pack(all.map((key) => keyLine(key, state, short, true)), room, gap));
  const lines = packed.find((lines) => lines.length <= 2) ?? packed.at(-1)!;
  lines.slice(0, 3).forEach((line, i) => put(sheet, 9, y + i, line, room));
}

function footer(sheet: Sheet, y: number, state: KeyState, right: string | undefined): void {
  const all = keysOf(state).filter(({ place }) => place === 'footer');
  const always = all.filter(({ shown }) => shown === '?' || shown === 'q');
  const others = all.filter((key) => !always.includes(key));
  const room = sheet.width - 2;
  for (let count = others.length; count >= 0; count--) {
    for (const [short, gap, reasons] of [[false, 3, true], [false, 3, false], [false, 2, false], [true, 2, false]] as const) {
      const line = joined([...others.slice(0, count), ...always].map((key) => keyLine(key, state, short, reasons, true)), gap);
      if (widthOf(line) > room) continue;
      put(sheet, 1, y, line);
      if (right && widthOf(line) + right.length + 3 <= room) putRight(sheet, sheet.width - 2, y, say('quiet', right));
      return;
    }
  }
}

function keyLine(key: Key, state: KeyState, short: boolean, reasons: boolean, quiet = false): Span[] {
  const words = short && key.short ? key.short(state) : key.words(state);
  const off = key.offBecause?.(state);
  if (off) return [say('quiet', `${shownOf(key, state)} ${words}${reasons ? ` (${off})` : ''}`)];
  return [bold(shownOf(key, state), 'focus'), ' ', quiet ? say('quiet', words) : words];
}

/** Says that a page goes on below. */
export function moreBelow(sheet: Sheet, scroll: number, most: number): void {
  if (scroll < most) putRight(sheet, sheet.width - 3, sheet.height - 2, [bold('↓', 'focus'), say('quiet', ' more')]);
}

/** A key as it is drawn; picking shows how many there are. */
export function shownOf(key: Key, state: KeyState): string {
  const servers = state.watch?.picture?.machines.filter(({ role }) => role === 'server').length;
  return key.shown === '1-9' && servers ? `1-${servers}` : key.shown;
}

function pack(items: Span[][], room: number, gap: number): Line[] {
  const lines: Span[][] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last && widthOf(last) + gap + widthOf(item) <= room) last.push(' '.repeat(gap), ...item);
    else lines.push([...item]);
  }
  return lines;
}

function joined(items: Span[][], gap: number): Span[] {
  return items.flatMap((item, i) => (i ? [' '.repeat(gap), ...item] : item));
}
