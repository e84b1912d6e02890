import type { Round } from '../../facts/fact.ts';
import type { Policy } from '../../facts/names.ts';
import type { Picture } from '../../facts/picture.ts';
import { policyName } from '../words/policy.ts';
import { time } from '../words/numbers.ts';
import { box, type Area } from './box.ts';
import { bold, put, putRight, say, type Line, type Sheet } from './sheet.ts';

/** What the table compares: waits, or how even the counts are. */
export type RoundsKind = 'rounds' | 'counts';

/** One row a rule, the same crowd for each: measured beside the same dice and theory. Five rows of columns fit into four with the titles in the border. */
export function roundsBox(sheet: Sheet, area: Area, picture: Picture, policies: Policy[], kind: RoundsKind): void {
  const inside = box(sheet, area, { title: kind === 'rounds' ? 'Waits' : 'Cars on each road', below: progress(picture) });
  const close = { ...inside, width: Math.min(inside.width, 64) };
  const columns = kind === 'rounds' ? waitColumns(close) : countColumns(close, serversOf(picture));
  for (const { title, right } of columns) putRight(sheet, right + 1, area.y, [' ', say('quiet', title), ' ']);
  policies.slice(0, inside.height).forEach((policy, i) => row(sheet, close, inside.y + i, policy, picture, columns));
}

type Column = { title: string; right: number; words: (round: Round) => Line };

function waitColumns({ x, width }: Area): Column[] {
  const end = x + width - 1;
  return [
    { title: 'mean', right: end - 27, words: ({ mean }) => bold(time(mean)) },
    { title: 'worst 1%', right: end - 17, words: ({ p99 }) => bold(time(p99), 'strained') },
    { title: 'dice', right: end - 9, words: ({ theory }) => say('quiet', theory?.sameDice === undefined ? '-' : time(theory.sameDice)) },
    { title: 'theory', right: end, words: ({ theory }) => say('quiet', theory?.line === undefined ? '-' : time(theory.line)) },
  ];
}

function countColumns({ x, width }: Area, servers: string[]): Column[] {
  const end = x + width - 1;
  const counts = servers.slice(0, 4).map((id, i, all) => ({ title: id, right: end - 13 - (all.length - 1 - i) * 5, words: ({ counts }: Round) => String(counts[id] ?? 0) }));
  return [
    ...counts,
    { title: 'above', right: end - 7, words: ({ above }) => bold(`+${round(above)}`, 'strained') },
    { title: 'theory', right: end, words: ({ theory }) => say('quiet', theory?.line === undefined ? '-' : `+${round(theory.line)}`) },
  ];
}

function row(sheet: Sheet, { x, width }: Area, y: number, policy: Policy, picture: Picture, columns: Column[]): void {
  const round = picture.rounds.findLast((done) => done.policy === policy);
  const now = picture.round?.policy === policy;
  const name = width < 46 ? policyName[policy].slice(0, 11) : policyName[policy];
  put(sheet, x, y, [now ? say('focus', '▸ ', true) : round ? say('healthy', '✓ ') : say('frame', '○ '), now ? bold(name, 'focus') : round ? name : say('quiet', name)]);
  if (round && !now) for (const { right, words } of columns) putRight(sheet, right, y, words(round));
  else if (now) putRight(sheet, x + width - 1, y, say('quiet', `${Math.ceil(picture.round!.left)} s to go`));
}

function progress({ round, rounds }: Picture): Line | undefined {
  if (round) return say('quiet', `round ${round.number} of ${round.of}, the same crowd each time`);
  return rounds.length ? say('quiet', 'the same crowd for each rule') : undefined;
}

function serversOf({ machines }: Picture): string[] {
  return machines.filter(({ role }) => role === 'server').map(({ id }) => id);
}

function round(value: number): string {
  return Math.abs(value) >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
