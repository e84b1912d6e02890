import type { MachineView, Picture } from '../../facts/picture.ts';
import { isDown, isFull } from '../words/sentence.ts';
import { policyName, policyVerb } from '../words/policy.ts';
import { box, type Area } from './box.ts';
import { placeOf, type Dot } from './motion.ts';
import { planRoads, type RoadPlan } from './roadplan.ts';
import { card, rowOf, shareOf } from './server.ts';
import { bold, put, putMiddle, putRight, say, type Sheet } from './sheet.ts';

/** What the roads are drawn from: `picture` moves, `held` has the numbers that change at most four times a second. */
export type RoadsLook = { picture: Picture; held: Picture; dots: Dot[]; now: number; picked?: string; motion: boolean };

/**
 * The live picture.
 *
 *   crowd ──•──┤ officer ├──┬── s1   share  lost
 *                           ╰── s2
 */
export function roads(sheet: Sheet, area: Area, look: RoadsLook): void {
  const plan = planRoads(area, look.picture);
  if (plan.roomy && plan.roads[0] && plan.roads[0].y - (plan.cards ? 1 : 0) > area.y) columnTitles(sheet, area.y, plan);
  else if (!plan.roomy) smallTitles(sheet, area.y + area.height, plan);
  wires(sheet, plan, look);
  crowd(sheet, plan, look);
  officer(sheet, plan, look);
  for (const road of plan.roads) server(sheet, plan, road, look);
  if (plan.more) put(sheet, plan.cardX, plan.roads.at(-1)!.y + 1, say('quiet', moreWords(plan, look.picture)));
  for (const dot of look.motion ? look.dots : []) fly(sheet, plan, dot, look);
}

function moreWords({ more, roads }: RoadPlan, { machines }: Picture): string {
  const hidden = machines.filter(({ id, role }) => role === 'server' && !roads.some(({ server }) => server.id === id));
  return hidden.some((server) => isDown(server) || isFull(server) || server.trouble !== 'well') ? `and ${more} more like these` : `and ${more} more, all well`;
}

function columnTitles(sheet: Sheet, y: number, plan: RoadPlan): void {
  put(sheet, plan.cardX, y, say('quiet', 'at work ▰   waiting •'));
  put(sheet, plan.barX, y, say('quiet', 'share'));
  putRight(sheet, plan.lostRight, y, say('quiet', 'lost'));
}

// A small window has no row to spare: they stand in the box's lower border.
function smallTitles(sheet: Sheet, y: number, { percentRight, lostRight }: RoadPlan): void {
  putRight(sheet, percentRight, y, say('quiet', ' share'));
  putRight(sheet, lostRight + 1, y, say('quiet', ' lost '));
}

function crowd(sheet: Sheet, { crowdX, middle, roomy }: RoadPlan, { picture, held }: RoadsLook): void {
  const waiting = Math.min(16, picture.inside);
  put(sheet, crowdX, middle - 2, bold('crowd'));
  put(sheet, crowdX, middle - 1, say('moving', '•'.repeat(Math.ceil(waiting / 2))));
  put(sheet, crowdX, middle, say('moving', '•'.repeat(Math.floor(waiting / 2))));
  put(sheet, crowdX, middle + 1, held.rate === 0 ? 'nobody now' : roomy ? `${held.rate} a second` : `${held.rate}/s`);
  put(sheet, crowdX, middle + 2, say('quiet', `${held.inside} inside`));
}

function officer(sheet: Sheet, plan: RoadPlan, { picture }: RoadsLook): void {
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
  const [first, second] = picture.yours ? ['keeps its opinion', 'to itself'] : [policyName[picture.policy ?? 'round-robin'], picture.passive === undefined ? '' : picture.passive ? 'asks, and watches' : 'asks once a second'];
  put(sheet, plan.officerX, plan.middle + 2, say('quiet', first!), plan.junctionX - plan.officerX);
  put(sheet, plan.officerX, plan.middle + 3, say('quiet', second!), plan.junctionX - plan.officerX);
}

function wires(sheet: Sheet, plan: RoadPlan, look: RoadsLook): void {
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

function server(sheet: Sheet, plan: RoadPlan, { server, y }: RoadPlan['roads'][number], look: RoadsLook): void {
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
function road(sheet: Sheet, plan: RoadPlan, server: MachineView, y: number, look: RoadsLook): void {
  const x = plan.junctionX + 1;
  const length = plan.cardX - x;
  const closed = server.opinion === 'out' || (isDown(server) && server.opinion === undefined);
  if (!closed) wire(sheet, x, length, y, look.motion ? undefined : Math.round(server.perSecond));
  else put(sheet, x, y, say(isDown(server) ? 'hurt' : 'strained', '╌'.repeat(length)));
  if (server.opinion === 'trial') put(sheet, x, y, say('focus', '╌'.repeat(length)));
  if (isDown(server)) put(sheet, x + (closed ? 1 : length - 1), y, bold('✗', 'hurt'));
}

function fly(sheet: Sheet, plan: RoadPlan, dot: Dot, look: RoadsLook): void {
  const path = pathOf(plan, dot, look.picture);
  const place = placeOf(dot, look.now);
  if (!path.length || place === undefined || dot.started > look.now) return;
  const [x, y] = path[place === 'lost' ? path.length - 1 : Math.round(place * (path.length - 1))]!;
  put(sheet, x, y, place === 'lost' ? bold('✗', 'hurt') : bold('•', 'moving'));
}

function pathOf(plan: RoadPlan, { from, to }: Dot, picture: Picture): [number, number][] {
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
