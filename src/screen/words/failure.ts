import type { MachineView, Picture } from '../../facts/picture.ts';
import { capital } from './capital.ts';
import { list } from './numbers.ts';
import { doorName } from './sentence.ts';

/** A start that failed: what we did, hoped and saw, the last words (at most four lines), and what became of the others. */
export type Failure = { who: string; did: string; hoped: string; saw: string; lastWords: string[]; others: string };

/** What is to be said when a system did not start; nothing when it did, or when somebody was sent already. */
export function failureOf(picture: Picture): Failure | undefined {
  const failed = picture.machines.filter(({ state }) => state === 'failed');
  const first = failed[0];
  if (!first || picture.totals.sent > 0) return undefined;
  const nameOf = ({ id }: MachineView) => (id === picture.door ? doorName(picture) : id);
  const others = picture.machines.filter(({ state }) => state === 'running').map(nameOf);
  return {
    who: list(failed.map(nameOf)),
    did: `started ${nameOf(first)} and waited for it to listen.`,
    hoped: 'for one line: listening.',
    saw: `${sawWords(picture, first)}${first.lastWords.length ? ' Its last words:' : ''}`,
    lastWords: first.lastWords.slice(0, 4),
    others: capital(`${others.length ? `${list(others)} started well and ${others.length > 1 ? 'have' : 'has'} been stopped again. ` : ''}Nothing is left running.`),
  };
}

/** The same as lines, for plain text. */
export function failureLines({ who, did, hoped, saw, lastWords, others }: Failure): string[] {
  return [`Not started: ${who}.`, `We did: ${did}`, `We hoped: ${hoped}`, `We saw: ${saw}`, ...lastWords.map((line) => `  ${line}`), others, 'Try: again, which starts it anew.'];
}

function sawWords({ story }: Picture, { id }: MachineView): string {
  const told = story.findLast((line) => line.what === 'crashed' && line.machine === id);
  const words = told?.what === 'crashed' && told.words ? told.words : 'it ended before it listened';
  return `${words.replace(new RegExp(`^(${id}|Your program) `), 'it ').replace(/\.$/, '')}.`;
}
