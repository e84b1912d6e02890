import type { Ended } from '../../facts/picture.ts';
import { wrap } from '../parts/wrap.ts';
import { clock, counted, list, people } from './numbers.ts';

/** What leaving says: what was stopped, what was learnt, where to go on. */
export type Goodbye = {
  ended: Ended[];
  minutes: number;
  lost: number;
  passed: number;
  /** Steps looked at this time, as 'lesson 2, Dice'. */
  steps: string[];
  next?: string;
  folder: string;
  /** A render error, to be printed after the alternate screen is left. */
  error?: unknown;
};

/** The receipt's lines, at most `width` columns where words allow it; `left` is what was really seen after everything was stopped. */
export function receipt(goodbye: Goodbye, left: { processes: number[]; folders: number } = { processes: [], folders: 0 }, width = Infinity): string[] {
  const count = left.processes.length;
  return [
    ...wrap(count ? `${counted(count, 'process', 'processes')} of ours ${count === 1 ? 'remains' : 'remain'} (pid ${list(left.processes.map(String))}); npx rushhour doctor ends ${count === 1 ? 'it' : 'them'}.` : 'Nothing left running.', width),
    '',
    ...table(goodbye.ended),
    `${count + left.folders ? '✗' : '✓'} ${counted(count, 'process', 'processes')} and ${counted(left.folders, 'temporary folder')} of ours remain (checked just now)`,
    '',
    ...wrap(today(goodbye), width - 8).map((line, i) => `${i ? '       ' : 'Today  '} ${line}`),
    ...(goodbye.next ? [`Next    ${goodbye.next}`] : []),
    '',
    'Go on with  npx rushhour',
    `Your code   ${goodbye.folder}`,
    `Progress    ${goodbye.folder}/progress.txt`,
  ];
}

function table(ended: Ended[]): string[] {
  if (!ended.length) return [];
  const shown = mostTelling(ended);
  const rows = shown.map(row);
  const wide = Math.max(4, ...rows.map(([what]) => what!.length));
  const line = ([what, pid, port, stopped, when]: string[]) => `${what!.padEnd(wide)}  ${pid!.padEnd(7)}  ${port!.padEnd(6)}  ${stopped!.padEnd(10)}  ${when!}`.trimEnd();
  const rest = ended.length - shown.length;
  return [line(['what', 'pid', 'port', 'stopped', 'in']), ...rows.map(line), ...(rest ? [`  and ${rest} more, each stopped when its page was left`] : []), ''];
}

// A long visit starts many machines: those that ended badly, and the last ones, are worth a row.
function mostTelling(ended: Ended[]): Ended[] {
  const bad = ended.filter(({ stopped }) => stopped === 'would not stop');
  return [...bad, ...ended.filter((row) => !bad.includes(row)).slice(-10)];
}

function row({ what, pid, port, stopped, at, ms }: Ended): string[] {
  const sign = stopped === 'would not stop' ? '✗' : '✓';
  const when = stopped === 'by you' || stopped === 'crashed' ? `at ${clock(at)}` : `${(ms / 1000).toFixed(2)} s`;
  return [`${sign} ${what}`, String(pid), port === undefined ? '' : String(port), stopped, when];
}

function today({ minutes, steps, passed, lost }: Goodbye): string {
  const parts = [counted(minutes, 'minute')];
  if (steps.length) parts.push(steps.length > 2 ? `${steps[0]!} to ${steps.at(-1)!.replace(/^lesson \d+, /, '')}` : steps.join(' and '));
  if (passed) parts.push(`${counted(passed, 'exercise')} passed`);
  if (lost) parts.push(`${people(lost).replace(' ', ' imaginary ')} lost`);
  return `${parts.join(', ')}.`;
}
