import type { MachineView, Picture } from '../../facts/picture.ts';
import { isDown } from '../words/sentence.ts';
import type { Area } from './box.ts';

/** Where everything stands, in columns and rows of the sheet. */
export type RoadPlan = {
  crowdX: number; wireX: number; officerX: number; officerWidth: number; junctionX: number; cardX: number; cardWidth: number; barX: number; barWidth: number; percentRight: number; lostRight: number;
  middle: number; roads: { server: MachineView; y: number }[]; cards: boolean; more: number; roomy: boolean; tall: boolean;
};

/** Plans the live picture in a place: three servers get cards, up to six a row each, of more the five most strained are shown. */
export function planRoads(area: Area, picture: Picture): RoadPlan {
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

function rowsOf(area: Area, picture: Picture): Pick<RoadPlan, 'middle' | 'roads' | 'cards' | 'more' | 'tall'> {
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

function mostStrained(servers: MachineView[], count: number): MachineView[] {
  const strain = (server: MachineView) => (isDown(server) ? 1000 : 0) + (server.trouble === 'well' ? 0 : 500) + server.waiting + server.busy;
  const worst = [...servers].sort((a, b) => strain(b) - strain(a)).slice(0, count);
  return servers.filter((server) => worst.includes(server));
}
