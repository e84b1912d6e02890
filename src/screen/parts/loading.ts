import type { LiveLine } from '../../facts/stream.ts';
import { box, type Area } from './box.ts';
import { bold, put, say, type Role, type Sheet, type Span } from './sheet.ts';
import { wrap } from './wrap.ts';

type Starting = Extract<LiveLine, { kind: 'starting' }>;

/** The picture's own parts as they begin to listen, in order, with the time. */
export function loading(sheet: Sheet, area: Area, starting: Starting | undefined): void {
  const late = starting && starting.ms > 3000 ? starting.machines.find(({ state }) => state === 'starting')?.id : undefined;
  const inside = box(sheet, area, { title: 'The crossing, starting', right: say('quiet', starting ? `${(starting.ms / 1000).toFixed(1)} s` : 'a moment') });
  const machines = starting?.machines.slice(0, inside.height - 1) ?? [];
  const top = inside.y + Math.max(0, Math.floor((inside.height - machines.length - 1) / 2));
  machines.forEach((machine, i) => put(sheet, inside.x + Math.floor(inside.width * 0.28), top + i, machineLine(machine)));
  if (late) put(sheet, inside.x + Math.floor(inside.width * 0.28), top + machines.length, say('strained', `${late} takes longer than usual; this laptop may be busy`));
}

/** A machine that did not start: what we did, hoped and saw, and what to press. */
export function sorry(sheet: Sheet, area: Area, starting: Starting | undefined, words: string | undefined): void {
  const failed = starting?.machines.find(({ state }) => state === 'failed')?.id ?? 'a machine';
  const inside = box(sheet, area, { title: 'The crossing', right: say('quiet', 'not running'), role: 'hurt' });
  const rows: [string, string][] = [
    ['We did', `started the machines of this page and waited for each to listen.`],
    ['We hoped', 'for one line from each: listening.'],
    ['We saw', words ?? `${failed} end before it listened.`],
  ];
  let y = inside.y + 1;
  put(sheet, inside.x + 1, y, [bold('✗ ', 'hurt'), bold(`${failed} did not start`)]);
  y += 2;
  for (const [label, text] of rows) {
    put(sheet, inside.x + 1, y, say('quiet', label));
    for (const line of wrap(text, inside.width - 14).slice(0, 3)) put(sheet, inside.x + 12, y++, line);
  }
  put(sheet, inside.x + 1, y + 1, [say('quiet', 'Try        '), bold('r', 'focus'), ' start again   ', bold('q', 'focus'), ' leave, then: npx rushhour doctor']);
}

function machineLine({ id, state, port }: Starting['machines'][number]): Span[] {
  const [sign, role, words]: [string, Role, string] = {
    waits: ['○', 'frame', 'waits for its turn'] as [string, Role, string],
    starting: ['▸', 'focus', 'starting'] as [string, Role, string],
    listening: ['✓', 'healthy', port ? `listening on ${port}` : 'listening'] as [string, Role, string],
    failed: ['✗', 'hurt', 'did not start'] as [string, Role, string],
  }[state];
  return [say(role, `${sign} `), state === 'waits' ? say('quiet', id.padEnd(10)) : id.padEnd(10), say('quiet', words)];
}
