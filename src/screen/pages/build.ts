import { box, type Area } from '../parts/box.ts';
import { fileBox, paragraphs, savesBox, smallTask, taskBox, waitingBox, type BuildProps } from '../parts/buildboxes.ts';
import { checksBox } from '../parts/checksbox.ts';
import { drawFrame, isSmall, type Frame } from '../parts/frame.ts';
import { runningBox } from '../parts/runningbox.ts';
import { put, say, type Line, type Sheet } from '../parts/sheet.ts';
import { verdictBox } from '../parts/verdictbox.ts';
import { clock } from '../words/numbers.ts';
import { judgementWords } from '../words/verdict.ts';

/** Draws task, file and saves at the left, checks and what they found at the right; one under the other in a small window. */
export function buildPage(sheet: Sheet, frame: Frame, props: BuildProps): void {
  drawFrame(sheet, frame);
  if (isSmall(sheet)) small(sheet, props);
  else wide(sheet, props);
}

function wide(sheet: Sheet, props: BuildProps): void {
  const large = sheet.width >= 140 && sheet.height >= 40;
  const left = large ? 42 : 36;
  const bottom = sheet.height - (large ? 7 : 5);
  const task = paragraphs(props, left - 4);
  const taskHeight = Math.min(task.length + 2, bottom - 3 - 5 - 6);
  taskBox(sheet, { x: 0, y: 3, width: left, height: taskHeight }, task);
  fileBox(sheet, { x: 0, y: 3 + taskHeight, width: left, height: 5 }, props);
  savesBox(sheet, { x: 0, y: 8 + taskHeight, width: left, height: bottom - 8 - taskHeight + 1 }, props);
  const checks = { x: left, y: 3, width: sheet.width - left, height: Math.min(props.checks.length + 2, bottom - 13) };
  checksBox(sheet, checks, props.checks, props.judgement, props.running);
  below(sheet, { x: left, y: 3 + checks.height, width: checks.width, height: bottom - 2 - checks.height }, props, false);
  if (large) sentenceBox(sheet, { x: 0, y: sheet.height - 6, width: sheet.width, height: 3 }, props);
  else put(sheet, 1, sheet.height - 3, byHand(props), sheet.width - 2);
}

function small(sheet: Sheet, props: BuildProps): void {
  const fresh = !props.judgement && !props.running;
  const room = sheet.height - 4;
  const rows = fresh || props.checks.length <= 4 ? props.checks.length : 3;
  const task = fresh ? Math.min(6, Math.max(4, room - rows - 2 - 5)) : 0;
  if (fresh) smallTask(sheet, { x: 0, y: 2, width: sheet.width, height: task }, props);
  const saw = props.savedAt ? ` · save ${clock(props.savedAt)}` : '';
  checksBox(sheet, { x: 0, y: 2 + task, width: sheet.width, height: rows + 2 }, props.checks, props.judgement, props.running, saw);
  below(sheet, { x: 0, y: 4 + task + rows, width: sheet.width, height: room - task - rows - 2 }, props, true);
}

function below(sheet: Sheet, area: Area, props: BuildProps, tight: boolean): void {
  if (props.running) return runningBox(sheet, area, props);
  if (props.judgement) return verdictBox(sheet, area, { editor: props.editor, line: props.line, judgement: props.judgement, exercise: props.exercise, picture: props.picture, tight });
  waitingBox(sheet, area, props);
}

function byHand({ judgement, running }: BuildProps): Line {
  if (running) return say('quiet', 'a new save stops this check and starts again');
  const failed = judgement?.checks.find(({ result }) => result === 'failed');
  if (failed?.result === 'failed') return [say('quiet', 'By hand: '), `npx ${failed.replay}`];
  return say('quiet', judgement?.result === 'passed' ? 'Kept in your progress. Your program stays as you wrote it.' : '→ goes on: you can skip ahead; this step stays open');
}

function sentenceBox(sheet: Sheet, area: Area, props: BuildProps): void {
  const inside = box(sheet, area, { title: 'In a sentence' });
  const words = props.running ? 'The checks are running; each line above appears as it is judged.' : props.judgement ? judgementWords(props.judgement, inside.width) : `Nothing is checked yet. Edit your file and save; ${props.checks.length} checks wait.`;
  put(sheet, inside.x, inside.y, words, inside.width);
}
