import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseLine, type LiveLine } from '../../src/facts/stream.ts';
import type { Picture } from '../../src/facts/picture.ts';
import { plainRows } from '../../src/screen/theme.ts';
import { expectGolden } from './golden.ts';
import { pretendCourse, type PretendCourse } from './pretend-course.ts';

/** What `rushhour live 2-load-balancing/breakdowns --json` really said, one picture a second: s2 was stopped, later s3 frozen. */
const lines = readFileSync(new URL('recorded/breakdowns.ndjson', import.meta.url), 'utf8').split('\n').map(parseLine).filter((line) => line !== undefined) as LiveLine[];
const pictures = lines.filter((line): line is Picture => line.kind === 'picture');

beforeAll(() => {
  process.env['TZ'] = 'UTC';
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterAll(() => void vi.useRealTimers());

function playTo(picture: number): PretendCourse {
  const course = pretendCourse();
  course.player.home.open(2);
  for (const line of lines.slice(0, lines.indexOf(pictures[picture]!) + 1)) {
    vi.advanceTimersByTime(1000);
    course.live(line);
  }
  return course;
}

test('the recording holds what it should: traffic, a stopped server that was noticed, a frozen one', () => {
  expect(pictures.length).toBeGreaterThan(8);
  expect(pictures.at(-1)!.totals.failed).toBeGreaterThan(0);
  expect(pictures.at(-1)!.story.map(({ what }) => what)).toEqual(expect.arrayContaining(['stopped', 'lost', 'judged', 'troubled']));
});

describe('a real run is drawn as it is kept', () => {
  for (const picture of [2, 5, 7, pictures.length - 1]) {
    for (const [width, height] of [[80, 24], [100, 30], [140, 40]] as const) {
      test(`picture ${picture} at ${width}x${height}`, () => expectGolden(`recorded-${picture}.${width}x${height}`, plainRows(playTo(picture).player.draw(width, height).sheet, { ascii: false, blocks: false })));
    }
  }
});
