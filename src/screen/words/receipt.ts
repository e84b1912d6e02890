import type { Ended } from '../../facts/picture.ts';
import { clock, counted, people } from './numbers.ts';

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

/** The receipt's lines; `temporary` folders of ours that remain are named by who looked. */
export function receipt(goodbye: Goodbye, left: { processes: number; folders: number } = { processes: 0, folders: 0 }): string[] {
  const stubborn = goodbye.ended.filter(({ stopped }) => stopped === 'would not stop');
  return [
    ...stubborn.map(({ what, pid }) => `${what} (pid ${pid}) would not stop; rushhour doctor tries again`),
    ...(stubborn.length ? [] : ['Nothing left running.']),
    '',
    ...table(goodbye.ended),
    `${left.processes + left.folders ? '✗' : '✓'} ${left.processes} ${left.processes === 1 ? 'process' : 'processes'} and ${counted(left.folders, 'temporary folder')} of ours remain (checked just now)`,
    '',
    `Today   ${today(goodbye)}`,
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
