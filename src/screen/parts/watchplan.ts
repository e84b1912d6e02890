import type { Watch } from '../../course/lesson.ts';
import type { Area } from './box.ts';
import { isSmall } from './frame.ts';
import type { Sheet } from './sheet.ts';

/** Where the parts of a watch page stand. */
export type WatchPlan = { live: Area; left: Area; right: Area; story: Area; tries: Area; numbers?: Area; say?: Area; levers: number };

/** Where a table of rounds stands: instead of the curves, or below them in the story's place. */
export type Table = 'instead' | 'below' | undefined;

/** Where a page's table of rounds stands: in place of the curves when it has none, else in place of the story. */
export function tableOf({ panels }: Watch): Table {
  if (!panels.includes('rounds') && !panels.includes('counts')) return undefined;
  return panels.includes('waiting') || panels.includes('answers') ? 'below' : 'instead';
}

/** The places of a watch page's parts in a window; a table of rounds in the story's place needs one row more. */
export function planOf(sheet: Sheet, table: Table): WatchPlan {
  const { width, height } = sheet;
  if (isSmall(sheet)) return smallPlan(width, height);
  if (width >= 140 && height >= 40) return largePlan(width, height);
  const extra = height - 30;
  const less = table === 'below' ? 1 : 0;
  const liveHeight = 13 - less + Math.min(6, Math.ceil(extra / 2));
  const curves = 6 + Math.min(4, Math.floor((extra - (liveHeight - 13 + less)) / 2));
  const half = Math.floor(width / 2);
  const storyY = 2 + liveHeight + curves;
  const storyHeight = height - 4 - storyY;
  const storyWidth = table === 'below' ? half : Math.floor(width * 0.56);
  return {
    live: { x: 0, y: 2, width, height: liveHeight },
    left: { x: 0, y: 2 + liveHeight, width: half, height: curves },
    right: { x: half, y: 2 + liveHeight, width: width - half, height: curves },
    story: { x: 0, y: storyY, width: storyWidth, height: storyHeight },
    tries: { x: storyWidth, y: storyY, width: width - storyWidth, height: storyHeight },
    levers: height - 4,
  };
}

function smallPlan(width: number, height: number): WatchPlan {
  const half = Math.floor(width / 2);
  const liveHeight = height - 13;
  const y = 2 + liveHeight;
  return {
    live: { x: 0, y: 2, width, height: liveHeight },
    left: { x: 0, y, width: half, height: 4 },
    right: { x: half, y, width: width - half, height: 4 },
    story: { x: 1, y: y + 4, width: width - 2, height: 2 },
    tries: { x: 1, y: y + 6, width: width - 2, height: 1 },
    levers: y + 7,
  };
}

function largePlan(width: number, height: number): WatchPlan {
  const side = 47;
  const liveHeight = 20 + Math.floor((height - 40) / 2);
  const first = Math.floor(liveHeight / 2) - 1;
  const storyY = 2 + liveHeight;
  const storyHeight = height - 8 - storyY;
  const third = Math.floor((width - side) * 0.6);
  return {
    live: { x: 0, y: 2, width: width - side, height: liveHeight },
    left: { x: width - side, y: 2, width: side, height: first },
    right: { x: width - side, y: 2 + first, width: side, height: liveHeight - first },
    story: { x: 0, y: storyY, width: third, height: storyHeight },
    numbers: { x: third, y: storyY, width: width - side - third, height: storyHeight },
    tries: { x: width - side, y: storyY, width: side, height: storyHeight },
    say: { x: 0, y: storyY + storyHeight, width, height: 3 },
    levers: height - 4,
  };
}
