import type { Policy } from '../../facts/names.ts';
import type { Watch } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import { box, type Area } from '../parts/box.ts';
import { answersBox, waitingBox } from '../parts/curveboxes.ts';
import { drawFrame, isSmall, leverLines, type Frame } from '../parts/frame.ts';
import { loading, type Starting } from '../parts/loading.ts';
import type { Dot } from '../parts/motion.ts';
import { away, notStarted } from '../parts/notstarted.ts';
import { numbersBox } from '../parts/numbers.ts';
import { roads } from '../parts/roads.ts';
import { roundsBox } from '../parts/rounds.ts';
import { put, say, type Line, type Sheet } from '../parts/sheet.ts';
import { storyBox, storyRows } from '../parts/storybox.ts';
import { tryBox, tryRow, type Tries } from '../parts/trybox.ts';
import { planOf, tableOf, type WatchPlan } from '../parts/watchplan.ts';
import type { Failure } from '../words/failure.ts';
import { sentence } from '../words/sentence.ts';

/** A watch page's contents; without a picture it is loading, or could not start. */
export type WatchProps = {
  watch: Watch;
  picture?: Picture;
  held?: Picture;
  starting: Starting;
  /** Why there is no picture: a start that failed, or the live system's own words. */
  failure?: Failure;
  sorry?: string;
  dots: Dot[];
  now: number;
  picked: string;
  motion: boolean;
  hold: boolean;
  tries: Tries;
};

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

function middle(sheet: Sheet, plan: WatchPlan, picture: Picture, held: Picture, { watch }: WatchProps): void {
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
  else if (!isSmall(sheet)) storyBox(sheet, plan.story, held);
  else if (table === undefined || (table === 'below' && !begun)) storyRows(sheet, plan.story, held);
}

function inSentence(sheet: Sheet, area: Area, words: string): void {
  const inside = box(sheet, area, { title: 'In a sentence' });
  put(sheet, inside.x, inside.y, words, inside.width);
}

function notYet(sheet: Sheet, plan: WatchPlan, props: WatchProps): void {
  // nothing else is drawn then, so that its words may take the room of the curves
  const room = { ...plan.live, height: Math.max(plan.live.height, Math.min(16, sheet.height - plan.live.y - 3)) };
  if (props.failure) return notStarted(sheet, room, props.failure);
  if (props.sorry) return away(sheet, plan.live, props.sorry);
  loading(sheet, plan.live, props.starting);
  for (const [area, title, words] of [[plan.left, 'Answers a second', 'the first answers draw this line'], [plan.right, 'Waiting time', 'half of people, and the worst 1%']] as const) {
    const inside = box(sheet, area, { title, right: say('quiet', 'no traffic yet') });
    const line: Line = say('quiet', words);
    put(sheet, inside.x + 7, inside.y + Math.floor(inside.height / 3), line, inside.width - 7);
  }
}
