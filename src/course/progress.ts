/**
 * progress.txt, a line an id, for people to read:
 *
 *   2-load-balancing/round-robin  passed  2026-11-24T12:41  hints 1
 */

/** How far, from least to most: looked at · a save was judged · gone through · every check passed. */
export const words = ['seen', 'tried', 'done', 'passed'] as const;
export type Word = (typeof words)[number];

/** One line that we understand; `rest` is what else stood on it, kept as it was. */
export type Mark = { id: string; word: Word; at?: string; hints: number; saves: number; rest: string };

/** The file: what we understand, and (as text) what we do not, in the order in which they stand. */
export type Progress = (Mark | string)[];

/** A new file's first line. */
export const heading = '# Your way through Rush Hour: a line for each step. Delete a line to forget it; lines that we do not know stay.';

/** Reads the file; two lines of one id become one. */
export function parseProgress(text: string): Progress {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.reduce<Progress>((progress, line) => {
    const mark = parseMark(line);
    return mark ? withMark(progress, mark) : [...progress, line];
  }, []);
}

/** The file's text, ending in a line's end. */
export function formatProgress(progress: Progress): string {
  return progress.map((line) => (typeof line === 'string' ? line : formatMark(line))).join('\n') + '\n';
}

/** Bytes that are no text. */
export const noText = /[\u0000-\u0008\u000e-\u001f\ufffd]/;

/** Whether the text was hurt on its way: bytes that are no text, or a last line that breaks off. */
export function isHurt(text: string): boolean {
  if (noText.test(text) || text === '') return true;
  const last = text.split('\n').at(-1)!;
  return last !== '' && !last.startsWith('#') && parseMark(last) === undefined;
}

/** Both in one: nothing that either knows is lost; of each id the furthest. */
export function merge(first: Progress, second: Progress): Progress {
  return second.reduce<Progress>((whole, line) => {
    if (typeof line !== 'string') return withMark(whole, line);
    return whole.includes(line) ? whole : [...whole, line];
  }, first);
}

/** The mark of an id, or one that says nothing yet. */
export function markOf(progress: Progress, id: string): Mark {
  const found = progress.find((line): line is Mark => typeof line !== 'string' && line.id === id);
  return found ?? { id, word: 'seen', hints: 0, saves: 0, rest: '' };
}

/** The further of two words. */
export function further(a: Word, b: Word): Word {
  return words.indexOf(a) >= words.indexOf(b) ? a : b;
}

/** The file with this mark in it; an older one of the same id is joined with it, in its place. */
export function withMark(progress: Progress, mark: Mark): Progress {
  const at = progress.findIndex((line) => typeof line !== 'string' && line.id === mark.id);
  if (at < 0) return [...progress, mark];
  return progress.with(at, joined(progress[at] as Mark, mark));
}

function joined(a: Mark, b: Mark): Mark {
  const at = [a.at, b.at].filter((time) => time !== undefined).sort()[0];
  const rest = a.rest === b.rest || !b.rest ? a.rest : a.rest ? `${a.rest}  ${b.rest}` : b.rest;
  return { id: a.id, word: further(a.word, b.word), hints: Math.max(a.hints, b.hints), saves: Math.max(a.saves, b.saves), rest, ...(at ? { at } : {}) };
}

function parseMark(line: string): Mark | undefined {
  const match = /^\s*([a-z0-9-]+\/[a-z0-9-]+)\s+(seen|tried|done|passed)(?:\s+(.*?))?\s*$/.exec(line);
  if (!match) return undefined;
  let rest = match[3] ?? '';
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest)?.[1];
    rest = rest.replace(pattern, ' ');
    return found;
  };
  const at = take(/(?:^|\s)(\d{4}-\d\d-\d\dT\d\d:\d\d)(?=\s|$)/);
  const hints = Number(take(/(?:^|\s)hints (\d{1,6})(?=\s|$)/) ?? 0);
  const saves = Number(take(/(?:^|\s)saves (\d{1,6})(?=\s|$)/) ?? 0);
  return { id: match[1]!, word: match[2] as Word, hints, saves, rest: rest.trim(), ...(at ? { at } : {}) };
}

function formatMark({ id, word, at, hints, saves, rest }: Mark): string {
  const parts = [id, word, at, hints ? `hints ${hints}` : '', saves ? `saves ${saves}` : '', rest];
  return parts.filter(Boolean).join('  ');
}
