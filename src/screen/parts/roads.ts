import type { MachineView, Picture } from '../../facts/picture.ts';
import { isDown, isFull } from '../words/sentence.ts';
import { policyName, policyVerb } from '../words/policy.ts';
import { box, type Area } from './box.ts';
import { placeOf, type Dot } from './motion.ts';
import { card, rowOf, shareOf } from './server.ts';
import { bold, put, putMiddle, putRight, say, type Sheet } from './sheet.ts';

/** What the roads are drawn from: `picture` moves, `held` has the numbers that change at most four times a second. */
export type RoadsLook = { picture: Picture; held: Picture; dots: Dot[]; now: number; picked?: string; motion: boolean };

/** Where everything stands, in columns and rows of the sheet. */
type Plan = {
  crowdX: number; wireX: number; officerX: number; officerWidth: number; junctionX: number; cardX: number; cardWidth: number; barX: number; barWidth: number; percentRight: number; lostRight: number;
  middle: number; roads: { server: MachineView; y: number }[]; cards: boolean; more: number; roomy: boolean; tall: boolean;
};

/**
 * The live picture.
 *
 *   crowd ──•──┤ officer ├──┬── s1   share  lost
 *                           ╰── s2
 */
export function roads(sheet: Sheet, area: Area, look: RoadsLook): void {
  const plan = planOf(area, look.picture);
  if (plan.roomy && plan.roads[0] && plan.roads[0].y - (plan.cards ? 1 : 0) > area.y) columnTitles(sheet, area.y, plan);
  wires(sheet, plan, look);
  crowd(sheet, plan, look);
  officer(sheet, plan, look);
  for (const road of plan.roads) server(sheet, plan, road, look);
  if (plan.more) put(sheet, plan.cardX, plan.roads.at(-1)!.y + 1, say('quiet', moreWords(plan, look.picture)));
  for (const dot of look.motion ? look.dots : []) fly(sheet, plan, dot, look);
}

function planOf(area: Area, picture: Picture): Plan {
  const roomy = area.width >= 88;
  const lostRight = area.x + area.width - 2;
  const percentRight = lostRight - 5;
  const barWidth = area.width >= 96 ? 11 : roomy ? 6 : 4;
  const barX = percentRight - 4 - barWidth;
  const cardWidth = roomy ? 24 : 20;
  const cardX = barX - 2 - cardWidth;
  const junctionX = cardX - (roomy ? 6 : 5);
  const officerWidth = roomy ? 19 : 17;
  const officerX = junctionX - (roomy ? 4 : 3) - officerWidth;
  const crowdX = area.x + (roomy ? 2 : 1);
  const rows = rowsOf(area, picture);
  return { crowdX, wireX: crowdX + (roomy ? 12 : 9), officerX, officerWidth, junctionX, cardX, cardWidth, barX, barWidth, percentRight, lostRight, roomy, ...rows };
}

function rowsOf(area: Area, picture: Picture): Pick<Plan, 'middle' | 'roads' | 'cards' | 'more' | 'tall'> {
  const all = picture.machines.filter(({ role }) => role === 'server');
  const shown = all.length > 6 ? mostStrained(all, 5) : all;
  const cards = shown.length <= 3 && area.height >= shown.length * 3;
  const tall = cards && area.height >= shown.length * 5;
  const rest = all.length > shown.length ? 1 : 0;
  const unit = cards ? (tall ? 5 : area.height >= shown.length * 4 ? 4 : 3) : area.height - rest >= shown.length * 2 ? 2 : 1;
  const used = (cards ? unit * (shown.length - 1) + 3 : unit * (shown.length - 1) + 1) + rest;
  const first = area.y + Math.max(0, Math.floor((area.height - used + 1) / 2)) + (cards ? 1 : 0);
  const placed = shown.map((server, i) => ({ server, y: first + i * unit }));
  const middle = placed.length ? Math.floor((placed[0]!.y + placed.at(-1)!.y) / 2) : area.y + Math.floor(area.height / 2);
  return { middle, roads: placed, cards, more: all.length - shown.length, tall };
}

function moreWords({ more, roads }: Plan, { machines }: Picture): string {
  const hidden = machines.filter(({ id, role }) => role === 'server' && !roads.some(({ server }) => server.id === id));
  return hidden.some((server) => isDown(server) || isFull(server) || server.trouble !== 'well') ? `and ${more} more like these` : `and ${more} more, all well`;
}

function mostStrained(servers: MachineView[], count: number): MachineView[] {
  const strain = (server: MachineView) => (isDown(server) ? 1000 : 0) + (server.trouble === 'well' ? 0 : 500) + server.waiting + server.busy;
  const worst = [...servers].sort((a, b) => strain(b) - strain(a)).slice(0, count);
  return servers.filter((server) => worst.includes(server));
}

function columnTitles(sheet: Sheet, y: number, plan: Plan): void {
  put(sheet, plan.cardX, y, say('quiet', 'at work ▰   waiting •'));
  put(sheet, plan.barX, y, say('quiet', 'share'));
  putRight(sheet, plan.lostRight, y, say('quiet', 'lost'));
}

function crowd(sheet: Sheet, { crowdX, middle, roomy }: Plan, { picture, held }: RoadsLook): void {
  const waiting = Math.min(16, picture.inside);
  put(sheet, crowdX, middle - 2, bold('crowd'));
  put(sheet, crowdX, middle - 1, say('moving', '•'.repeat(Math.ceil(waiting / 2))));
  put(sheet, crowdX, middle, say('moving', '•'.repeat(Math.floor(waiting / 2))));
  put(sheet, crowdX, middle + 1, roomy ? `${held.rate} a second` : `${held.rate}/s`);
  put(sheet, crowdX, middle + 2, say('quiet', `${held.inside} inside`));
}

function officer(sheet: Sheet, plan: Plan, { picture }: RoadsLook): void {
  const door = picture.machines.find(({ id }) => id === picture.door);
  const down = door !== undefined && isDown(door);
  const name = picture.yours ? 'your program' : 'officer';
  const inside = box(sheet, { x: plan.officerX, y: plan.middle - 1, width: plan.officerWidth, height: 3 }, { title: [...(down ? [say('hurt', '✗ ', true)] : []), bold(name)], role: down ? 'hurt' : 'focus', dead: down });
  const does = picture.yours ? 'decides' : policyVerb[picture.policy ?? 'round-robin'];
  putMiddle(sheet, inside.x, inside.width, plan.middle, down ? say('hurt', door.why === 'crashed' ? 'crashed' : 'stopped') : does);
  if (!down) {
    put(sheet, plan.officerX, plan.middle, say('frame', '┤'));
    put(sheet, plan.officerX + plan.officerWidth - 1, plan.middle, say('focus', '├'));
  }
  const [first, second] = picture.yours ? ['keeps its opinion', 'to itself'] : [policyName[picture.policy ?? 'round-robin'], picture.passive === undefined ? '' : picture.passive ? 'asks, and watches' : 'only asks'];
  put(sheet, plan.officerX, plan.middle + 2, say('quiet', first!), plan.junctionX - plan.officerX);
  put(sheet, plan.officerX, plan.middle + 3, say('quiet', second!), plan.junctionX - plan.officerX);
}

function wires(sheet: Sheet, plan: Plan, look: RoadsLook): void {
  const { junctionX, middle } = plan;
  wire(sheet, plan.wireX, plan.officerX - plan.wireX, middle, look.motion ? undefined : look.held.rate);
  if (!plan.roads.length) return;
  wire(sheet, plan.officerX + plan.officerWidth, junctionX - plan.officerX - plan.officerWidth, middle);
  const [top, bottom] = [plan.roads[0]!.y, plan.roads.at(-1)!.y];
  for (let y = top; y <= bottom; y++) put(sheet, junctionX, y, say('frame', '│'));
  for (const { y } of plan.roads) put(sheet, junctionX, y, say('frame', top === bottom ? '─' : y === top ? '╭' : y === bottom ? '╰' : '├'));
  if (top !== bottom) put(sheet, junctionX, middle, say('frame', plan.roads.some(({ y }) => y === middle) ? '┼' : '┤'));
}

function wire(sheet: Sheet, x: number, length: number, y: number, rate?: number): void {
  put(sheet, x, y, say('frame', '─'.repeat(Math.max(0, length))));
  if (rate !== undefined && length >= `${rate}/s`.length) putMiddle(sheet, x, length, y, say('quiet', `${rate}/s`));
}

function server(sheet: Sheet, plan: Plan, { server, y }: Plan['roads'][number], look: RoadsLook): void {
  const held = look.held.machines.find(({ id }) => id === server.id) ?? server;
  road(sheet, plan, server, y, look);
  const place = { x: plan.cardX, y, width: plan.cardWidth };
  const picked = look.picked === server.id;
  if (plan.cards) card(sheet, place, server, held, picked);
  else rowOf(sheet, place, server, held, picked);
  if (plan.tall) put(sheet, plan.cardX + 2, y + 2, say('quiet', isDown(server) ? `pid ${server.pid ?? '-'} gone` : `pid ${server.pid ?? '-'} · port ${server.port ?? '-'}`), plan.cardWidth);
  shareOf(sheet, { x: plan.barX, y, width: plan.barWidth }, plan, server, held);
}

// A road the officer has closed is dashed; a dead server's road stays whole until she does, and ends in a cross.
function road(sheet: Sheet, plan: Plan, server: MachineView, y: number, look: RoadsLook): void {
  const x = plan.junctionX + 1;
  const length = plan.cardX - x;
  const closed = server.opinion === 'out' || (isDown(server) && server.opinion === undefined);
  if (!closed) wire(sheet, x, length, y, look.motion ? undefined : Math.round(server.perSecond));
  else put(sheet, x, y, say(isDown(server) ? 'hurt' : 'strained', '╌'.repeat(length)));
  if (server.opinion === 'trial') put(sheet, x, y, say('focus', '╌'.repeat(length)));
  if (isDown(server)) put(sheet, x + (closed ? 1 : length - 1), y, bold('✗', 'hurt'));
}

function fly(sheet: Sheet, plan: Plan, dot: Dot, look: RoadsLook): void {
  const path = pathOf(plan, dot, look.picture);
  const place = placeOf(dot, look.now);
  if (!path.length || place === undefined || dot.started > look.now) return;
  const [x, y] = path[place === 'lost' ? path.length - 1 : Math.round(place * (path.length - 1))]!;
  put(sheet, x, y, place === 'lost' ? bold('✗', 'hurt') : bold('•', 'moving'));
}

function pathOf(plan: Plan, { from, to }: Dot, picture: Picture): [number, number][] {
  if (to === picture.door) return stretch(plan.wireX, plan.officerX - 1, plan.middle);
  const road = plan.roads.find(({ server }) => server.id === to);
  if (from !== picture.door || !road) return [];
  const down: [number, number][] = [];
  for (let y = plan.middle; y !== road.y; y += Math.sign(road.y - plan.middle)) down.push([plan.junctionX, y]);
  return [...stretch(plan.officerX + plan.officerWidth, plan.junctionX - 1, plan.middle), ...down, ...stretch(plan.junctionX, plan.cardX - 1, road.y)];
}

function stretch(from: number, to: number, y: number): [number, number][] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => [from + i, y]);
}
