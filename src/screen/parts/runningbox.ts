import type { Picture } from '../../facts/picture.ts';
import { box, type Area } from './box.ts';
import { curves, roundTop, scale } from './curve.ts';
import { gotRow } from './gotrow.ts';
import type { Dot } from './motion.ts';
import { roads } from './roads.ts';
import { put, putMiddle, say, type Sheet } from './sheet.ts';

type Running = { picture?: Picture; dots: Dot[]; now: number; motion: boolean };

/** The traffic while a check runs, as it arrives at the neighbours: the roads where there is room, else one bar each. */
export function runningBox(sheet: Sheet, area: Area, props: Running): void {
  const { picture } = props;
  const inside = box(sheet, area, { title: 'Your program, right now', right: picture?.rate ? say('quiet', `${picture.rate} requests a second`) : undefined });
  if (!picture) return putMiddle(sheet, inside.x, inside.width, inside.y + Math.floor(inside.height / 2), say('quiet', 'your program and fresh servers are starting'));
  const wideEnough = area.width >= 88 && inside.height >= 11;
  if (wideEnough) roads(sheet, { ...inside, height: 10 }, { picture, held: picture, dots: props.dots, now: props.now, motion: props.motion });
  const y = wideEnough ? inside.y + 11 : bars(sheet, inside, picture);
  const place = { x: inside.x, y: y + 1, width: Math.min(40, inside.width), height: Math.min(4, inside.y + inside.height - y - 2) };
  if (place.height < 2) return;
  const top = roundTop(picture.curves.answered, 10);
  curves(sheet, { ...place, width: place.width - 6 }, [{ values: picture.curves.answered, role: 'moving', kind: 'area' }, { values: picture.curves.failed, role: 'hurt', kind: 'errors' }], top);
  scale(sheet, place, String(top));
  put(sheet, place.x, place.y + place.height, say('quiet', 'answers a second, as they arrive'));
}

function bars(sheet: Sheet, inside: Area, picture: Picture): number {
  const servers = picture.machines.filter(({ role }) => role === 'server').slice(0, Math.max(1, inside.height - 3));
  const most = Math.max(1, ...servers.map(({ got }) => got));
  servers.forEach((server, i) => {
    put(sheet, inside.x + 2, inside.y + 1 + i, gotRow(server, most, Math.min(30, inside.width - 24)), inside.width - 2);
  });
  return inside.y + 1 + servers.length;
}
