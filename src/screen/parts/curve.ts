import { failedPattern } from '../signs.ts';
import { put, putRight, say, type Role, type Sheet } from './sheet.ts';
import type { Area } from './box.ts';

/** One curve of a picture: an area filled from the ground, or a line. */
export type Curve = { values: number[]; role: Role; kind: 'area' | 'line' | 'errors' };

/** Draws curves over each other, newest value at the right once the place is full; two values a column, four heights a row. */
export function curves(sheet: Sheet, area: Area, all: Curve[], top: number): void {
  for (let column = 0; column < area.width; column++) {
    for (let row = 0; row < area.height; row++) {
      const cell = cellOf(all, column, row, area, top);
      if (cell) put(sheet, area.x + column, area.y + row, say(cell.role, String.fromCodePoint(0x2800 + cell.dots)));
    }
  }
}

/** The two numbers at a curve's right: its top, and zero. */
export function scale(sheet: Sheet, area: Area, words: string): void {
  const right = area.x + area.width - 1;
  putRight(sheet, right, area.y, say('quiet', words));
  if (area.height > 1) putRight(sheet, right, area.y + area.height - 1, say('quiet', '0'));
}

/** A round number at or above the highest value, to draw against. */
export function roundTop(values: number[], least: number): number {
  const highest = Math.max(least, ...values.filter(Number.isFinite));
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 1.2, 1.5, 2, 3, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= highest) ?? highest;
}

function cellOf(all: Curve[], column: number, row: number, area: Area, top: number): { dots: number; role: Role } | undefined {
  let found: { dots: number; role: Role } | undefined;
  for (const curve of all) {
    const dots = dotsOf(curve, column, row, area, top);
    if (!dots) continue;
    const mixed = curve.kind === 'errors' ? failedPattern : (found?.dots ?? 0) | dots;
    found = { dots: mixed, role: curve.role };
  }
  return found;
}

function dotsOf(curve: Curve, column: number, row: number, area: Area, top: number): number {
  const left = heightAt(curve, column * 2, area, top);
  const right = heightAt(curve, column * 2 + 1, area, top);
  const before = heightAt(curve, column * 2 - 1, area, top);
  const base = (area.height - 1 - row) * 4;
  return pillar(curve.kind, left, before, base, [0x40, 0x04, 0x02, 0x01]) | pillar(curve.kind, right, left, base, [0x80, 0x20, 0x10, 0x08]);
}

// A value's height in dots, at least 1 when it is over 0; undefined where nothing was measured.
function heightAt({ values }: Curve, at: number, { width, height }: Area, top: number): number | undefined {
  const value = values[at + Math.max(0, values.length - width * 2)];
  return value === undefined || value <= 0 || !Number.isFinite(value) ? undefined : Math.max(1, Math.min(height * 4, Math.round((value / top) * height * 4)));
}

function pillar(kind: Curve['kind'], height: number | undefined, before: number | undefined, base: number, bits: number[]): number {
  if (height === undefined) return 0;
  const low = kind === 'line' ? Math.min(height, (before ?? height) + 1, height) : 1;
  const high = kind === 'line' ? Math.max(height, (before ?? height) - 1) : height;
  return bits.reduce((dots, bit, i) => (base + i + 1 >= low && base + i + 1 <= high ? dots | bit : dots), 0);
}
