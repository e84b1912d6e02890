import type { LiveLine } from '../../facts/stream.ts';
import { box, type Area } from './box.ts';
import { put, say, type Role, type Sheet, type Span } from './sheet.ts';

/** What is known of a system that starts; `ms` since the page asked for it. */
export type Starting = { machines: Extract<LiveLine, { kind: 'starting' }>['machines']; ms: number };

type Row = { name: string; state: Starting['machines'][number]['state']; port?: number; waitsFor: string };

/** A start quicker than this shows nothing new. */
const QUICK_MS = 300;
/** After this it is said what is late. */
const LATE_MS = 3_000;

/** The picture's own parts as they begin to listen, in order, with the time. */
export function loading(sheet: Sheet, area: Area, { machines, ms }: Starting): void {
  const isQuick = ms < QUICK_MS;
  const inside = box(sheet, area, { title: 'The crossing, starting', right: isQuick ? undefined : say('quiet', `${(ms / 1000).toFixed(1)} s`) });
  if (isQuick) return;
  const rows = rowsOf(machines);
  const shown = rows.slice(0, inside.height - 1);
  const x = inside.x + Math.floor(inside.width * 0.28);
  const top = inside.y + Math.max(0, Math.floor((inside.height - shown.length - 1) / 2));
  shown.forEach((row, i) => put(sheet, x, top + i, rowLine(row)));
  if (ms > LATE_MS) put(sheet, Math.min(x, inside.x + Math.max(0, inside.width - 66)), top + shown.length, say('strained', `${lateOf(rows)} takes longer than usual; this laptop may be busy`));
}

// Servers, then the officer, then the crowd: each waits for the ones above it.
function rowsOf(machines: Starting['machines']): Row[] {
  if (!machines.length) return [];
  const servers = machines.filter(({ id }) => id !== 'lb').map((one): Row => ({ ...one, name: one.id, waitsFor: 'its turn' }));
  const officer = machines.filter(({ id }) => id === 'lb').map((one): Row => ({ ...one, name: 'officer', waitsFor: 'the servers' }));
  const isOpen = machines.every(({ state }) => state === 'listening');
  return [...servers, ...officer, { name: 'crowd', state: isOpen ? 'starting' : 'waits', waitsFor: 'the officer' }];
}

function lateOf(rows: Row[]): string {
  const late = rows.find(({ state }) => state === 'starting')?.name;
  return late === undefined ? 'The live system' : /^s\d/.test(late) ? late : `The ${late}`;
}

function rowLine({ name, state, port, waitsFor }: Row): Span[] {
  const looks: Record<Row['state'], [sign: string, role: Role, words: string]> = {
    waits: ['○', 'frame', `waits for ${waitsFor}`],
    starting: ['▸', 'focus', 'starting'],
    listening: ['✓', 'healthy', port ? `listening on ${port}` : 'listening'],
    failed: ['✗', 'hurt', 'did not start'],
  };
  const [sign, role, words] = looks[state];
  return [say(role, `${sign} `), state === 'waits' ? say('quiet', name.padEnd(10)) : name.padEnd(10), say('quiet', words)];
}
