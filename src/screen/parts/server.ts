import type { MachineView } from '../../facts/picture.ts';
import { percent } from '../words/numbers.ts';
import { troubleWords } from '../words/policy.ts';
import { isDown, isFull } from '../words/sentence.ts';
import { bar, box } from './box.ts';
import { bold, put, putRight, say, widthOf, type Line, type Role, type Sheet, type Span } from './sheet.ts';

type Place = { x: number; y: number; width: number };

/** A server as a card of three rows around `y`. */
export function card(sheet: Sheet, place: Place, server: MachineView, held: MachineView, picked: boolean): void {
  const down = isDown(server);
  const steady = steadied(server, held);
  const look = { title: title(steady, picked), right: opinion(server), below: down ? undefined : say('quiet', `${Math.round(held.perSecond)} a second`), role: border(steady), dead: down };
  const inside = box(sheet, { ...place, y: place.y - 1, height: 3 }, look);
  put(sheet, inside.x, place.y, inner(server, steady, inside.width), inside.width);
}

/** A server as one row. */
export function rowOf(sheet: Sheet, place: Place, server: MachineView, held: MachineView, picked: boolean): void {
  const steady = steadied(server, held);
  const end = put(sheet, place.x, place.y, title(steady, picked));
  const right: Line = server.opinion && server.opinion !== 'up' ? opinion(server)! : say('quiet', `${Math.round(held.perSecond)}/s`);
  const width = place.x + place.width - end - 2 - widthOf(right) - 1;
  put(sheet, end + 2, place.y, inner(server, steady, width), width);
  putRight(sheet, place.x + place.width - 1, place.y, right);
}

/** A server's share of the last requests, and its lost people, at the right of its road. */
export function shareOf(sheet: Sheet, place: Place, columns: { percentRight: number; lostRight: number }, server: MachineView, held: MachineView): void {
  const role = border(steadied(server, held));
  put(sheet, place.x, place.y, bar(held.share, place.width, isDown(server) ? 'frame' : role === 'frame' ? 'healthy' : role));
  putRight(sheet, columns.percentRight, place.y, percent(held.share));
  putRight(sheet, columns.lostRight, place.y, held.lost ? bold(held.lost, 'hurt') : say('quiet', '0'));
}

// Whether it is full is said in the sentence too: both go by the numbers that are held for reading.
function steadied(server: MachineView, { busy, waiting }: MachineView): MachineView {
  return { ...server, busy, waiting };
}

function title(server: MachineView, picked: boolean): Span[] {
  const [sign, role]: [string, Role] = isDown(server) ? ['✗', 'hurt'] : server.state === 'starting' ? ['○', 'quiet'] : isStrained(server) ? ['◐', 'strained'] : ['●', 'healthy'];
  return [say(role, sign, role === 'hurt'), picked ? say('focus', '▸', true) : ' ', bold(server.id, picked ? 'focus' : 'text')];
}

function opinion({ opinion }: MachineView): Span | undefined {
  if (!opinion) return undefined;
  return say({ up: 'quiet', doubtful: 'strained', out: 'hurt', trial: 'focus' }[opinion] as Role, opinion);
}

function border(server: MachineView): Role {
  return isDown(server) ? 'hurt' : isStrained(server) ? 'strained' : 'frame';
}

function isStrained(server: MachineView): boolean {
  return isFull(server) || (server.trouble !== 'well' && server.trouble !== 'blink');
}

function inner(server: MachineView, steady: MachineView, width: number): Line {
  if (isDown(server)) return why(server, width);
  if (server.state === 'starting') return say('quiet', 'starting');
  const trouble: Span[] = server.trouble === 'well' ? [] : [say('strained', `  ${troubleWords[server.trouble]}`)];
  const work = [...places(server, isFull(steady)), ' ', ...queue(steady, width - Math.min(server.workers, 6) - 1 - widthOf(trouble))];
  return [...work, ...trouble];
}

function why(server: MachineView, width: number): Line {
  if (server.state === 'failed') return say('hurt', 'did not start');
  if (server.why === 'crashed') return say('hurt', 'crashed');
  return [say('hurt', 'stopped'), say('quiet', server.why === 'asked' || width < 14 ? '' : ' by you')];
}

function places(server: MachineView, full: boolean): Span[] {
  const { workers, busy } = server;
  if (workers > 6) return [say('quiet', `${busy} of ${workers}`)];
  return [say(full ? 'strained' : 'healthy', '▰'.repeat(Math.min(busy, workers))), say('frame', '▱'.repeat(Math.max(0, workers - busy)))];
}

function queue(server: MachineView, width: number): Span[] {
  const { waiting } = server;
  const role = isFull(server) ? 'strained' : 'quiet';
  if (waiting <= 0) return [];
  if (waiting <= Math.min(8, width)) return [say(role, '•'.repeat(waiting))];
  const number = width < `${waiting}`.length + 2 ? `${waiting}` : ` ${waiting}`;
  return [say(role, '•'.repeat(Math.max(0, Math.min(8, width - number.length)))), bold(number, role)];
}
