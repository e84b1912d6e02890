import type { Policy } from '../../facts/names.ts';
import type { Watch } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { LiveLine } from '../../facts/stream.ts';
import { box, type Area } from '../parts/box.ts';
import { answersBox, waitingBox } from '../parts/curveboxes.ts';
import { drawFrame, isSmall, leverLines, type Frame } from '../parts/frame.ts';
import { loading, sorry } from '../parts/loading.ts';
import type { Dot } from '../parts/motion.ts';
import { numbersBox } from '../parts/numbers.ts';
import { roads } from '../parts/roads.ts';
import { roundsBox } from '../parts/rounds.ts';
import { put, say, type Line, type Sheet } from '../parts/sheet.ts';
import { storyBox, storyRows } from '../parts/storybox.ts';
import { tryBox, tryRow, type Tries } from '../parts/trybox.ts';
import { sentence } from '../words/sentence.ts';

/** A watch page's contents; without a picture it is loading, or could not start. */
export type WatchProps = {
  watch: Watch;
  picture?: Picture;
  held?: Picture;
  starting?: Extract<LiveLine, { kind: 'starting' }>;
  /** Why there is no picture. */
  sorry?: string;
  dots: Dot[];
  now: number;
  picked: string;
  motion: boolean;
  hold: boolean;
  tries: Tries;
};

/** Where the parts of a watch page stand. */
type Plan = { live: Area; left: Area; right: Area; story: Area; tries: Area; numbers?: Area; say?: Area; levers: number };

/** Draws a live system: roads above, curves in the middle, the story below, levers last. */
export function watchPage(sheet: Sheet, frame: Frame, props: WatchProps): void {
  drawFrame(sheet, frame);
  const plan = planOf(sheet, tableOf(props.watch));
  if (!props.picture || !props.held) return notYet(sheet, plan, props);
  live(sheet, plan.live, props.picture, props.held, props);
  middle(sheet, plan, props.picture, props.held, props);
  if (isSmall(sheet)) tryRow(sheet, plan.tries, props.tries);
  else tryBox(sheet, plan.tries, props.tries);
  if (plan.numbers) numbersBox(sheet, plan.numbers, props.held);
  if (plan.say) inSentence(sheet, plan.say, sentence(props.held));
  leverLines(sheet, plan.levers, frame.keys);
}

// A table of rounds stands in the story's place when the page tells no story; it needs four rows.
function planOf(sheet: Sheet, table: Table): Plan {
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

function smallPlan(width: number, height: number): Plan {
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

function largePlan(width: number, height: number): Plan {
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

function live(sheet: Sheet, area: Area, picture: Picture, held: Picture, props: WatchProps): void {
  const sampled = picture.sampled > 1 ? `1 request in ${picture.sampled}` : 'one request';
  const right = !props.motion ? 'motion is off' : area.width < 90 ? `• is ${sampled}, slowed` : `• is ${sampled}, slowed for the eye`;
  const title = props.hold ? 'The crossing, held still (Space lets go)' : 'The crossing, live';
  box(sheet, area, { title, right: say('quiet', right) });
  const caption = !isSmall(sheet) && sheet.height < 40;
  const inner = { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 - (caption ? 1 : 0) };
  roads(sheet, inner, { picture, held, dots: props.dots, now: props.now, picked: wantsPick(props.watch) ? props.picked : undefined, motion: props.motion });
  if (caption) put(sheet, area.x + 3, area.y + area.height - 2, say('quiet', sentence(held, area.width - 6)));
}

function wantsPick({ levers }: Watch): boolean {
  return levers.includes('stop') || levers.includes('trouble');
}

function middle(sheet: Sheet, plan: Plan, picture: Picture, held: Picture, { watch }: WatchProps): void {
  const table = tableOf(watch);
  const policies: Policy[] = watch.rounds?.policies ?? watch.policies ?? [];
  const kind = watch.panels.includes('counts') ? 'counts' : 'rounds';
  const begun = picture.round !== undefined || picture.rounds.length > 0;
  const across = { ...plan.left, width: plan.left.width + (isSmall(sheet) || sheet.height < 40 || sheet.width < 140 ? plan.right.width : 0), height: Math.max(plan.left.height, isSmall(sheet) ? 6 : 0) };
  if (table === 'instead' || (table === 'below' && isSmall(sheet) && begun)) roundsBox(sheet, across, picture, policies, kind);
  else {
    answersBox(sheet, plan.left, picture, held);
    waitingBox(sheet, plan.right, picture, held);
  }
  if (table === 'below' && !isSmall(sheet)) roundsBox(sheet, plan.story, picture, policies, kind);
  else if (!isSmall(sheet)) storyBox(sheet, plan.story, picture);
  else if (table === undefined || (table === 'below' && !begun)) storyRows(sheet, plan.story, picture);
}

type Table = 'instead' | 'below' | undefined;

/** Where a page's table of rounds stands: in place of the curves when it has none, else in place of the story. */
function tableOf({ panels }: Watch): Table {
  if (!panels.includes('rounds') && !panels.includes('counts')) return undefined;
  return panels.includes('waiting') || panels.includes('answers') ? 'below' : 'instead';
}

function inSentence(sheet: Sheet, area: Area, words: string): void {
  const inside = box(sheet, area, { title: 'In a sentence' });
  put(sheet, inside.x, inside.y, words, inside.width);
}

function notYet(sheet: Sheet, plan: Plan, props: WatchProps): void {
  if (props.sorry || props.starting?.machines.some(({ state }) => state === 'failed')) return sorry(sheet, plan.live, props.starting, props.sorry);
  loading(sheet, plan.live, props.starting);
  for (const [area, title, words] of [[plan.left, 'Answers a second', 'the first answers draw this line'], [plan.right, 'Waiting time', 'half of people, and the worst 1%']] as const) {
    const inside = box(sheet, area, { title, right: say('quiet', 'no traffic yet') });
    const line: Line = say('quiet', words);
    put(sheet, inside.x + 7, inside.y + Math.floor(inside.height / 3), line, inside.width - 7);
  }
}
