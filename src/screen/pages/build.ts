import type { Exercise, Page } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { Judgement } from '../../facts/verdict.ts';
import { box, type Area } from '../parts/box.ts';
import { checksBox, signOf, type CheckState } from '../parts/checksbox.ts';
import { curves, roundTop, scale } from '../parts/curve.ts';
import { drawFrame, isSmall, type Frame } from '../parts/frame.ts';
import type { Dot } from '../parts/motion.ts';
import { roads } from '../parts/roads.ts';
import { bar } from '../parts/box.ts';
import { bold, put, putMiddle, putRight, say, type Line, type Sheet, type Span } from '../parts/sheet.ts';
import { verdictBox } from '../parts/verdictbox.ts';
import { shortPath } from '../parts/wrap.ts';
import { clock } from '../words/numbers.ts';
import { isDown } from '../words/sentence.ts';
import { judgementWords } from '../words/verdict.ts';
import { paragraphLines } from './read.ts';

/** One judged save of this visit: when, and each check's result. */
export type Save = { at: number; results: CheckState['result'][] };

/** A build page's contents. */
export type BuildProps = {
  exercise: Exercise;
  page: Page;
  file: string;
  checks: CheckState[];
  running: boolean;
  judgement?: Judgement;
  savedAt?: number;
  saves: Save[];
  picture?: Picture;
  dots: Dot[];
  now: number;
  motion: boolean;
  /** Why nothing can be checked, e.g. the judge ended. */
  trouble?: string;
};

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
  const checks = { x: left, y: 3, width: sheet.width - left, height: Math.min(props.checks.length + 2, bottom - 15) };
  checksBox(sheet, checks, props.checks, props.judgement, props.running);
  below(sheet, { x: left, y: 3 + checks.height, width: checks.width, height: bottom - 2 - checks.height }, props, false);
  if (large) sentenceBox(sheet, { x: 0, y: sheet.height - 6, width: sheet.width, height: 3 }, props);
  else put(sheet, 1, sheet.height - 3, byHand(props), sheet.width - 2);
}

function small(sheet: Sheet, props: BuildProps): void {
  const fresh = !props.judgement && !props.running;
  const room = sheet.height - 4;
  const rows = fresh ? props.checks.length : Math.min(props.checks.length, 4);
  const task = fresh ? Math.min(6, Math.max(4, room - rows - 2 - 5)) : 0;
  if (fresh) smallTask(sheet, { x: 0, y: 2, width: sheet.width, height: task }, props);
  const saw = props.savedAt ? ` · save ${clock(props.savedAt)}` : '';
  checksBox(sheet, { x: 0, y: 2 + task, width: sheet.width, height: rows + 2 }, props.checks, props.judgement, props.running, saw);
  below(sheet, { x: 0, y: 4 + task + rows, width: sheet.width, height: room - task - rows - 2 }, props, true);
}

function below(sheet: Sheet, area: Area, props: BuildProps, tight: boolean): void {
  if (props.trouble) return troubleBox(sheet, area, props.trouble);
  if (props.running) return runningBox(sheet, area, props);
  if (props.judgement) return verdictBox(sheet, area, { judgement: props.judgement, exercise: props.exercise, picture: props.picture, tight });
  waitingBox(sheet, area, props);
}

function paragraphs({ page, exercise }: BuildProps, width: number): Span[][] {
  return [exercise.goal, ...page.paragraphs].flatMap((text, i) => [...(i ? [[]] : []), ...paragraphLines(text, width)]);
}

function taskBox(sheet: Sheet, area: Area, lines: Span[][]): void {
  const more = lines.length > area.height - 2;
  const inside = box(sheet, area, { title: 'Task', below: more ? [bold('t', 'focus'), say('quiet', ' all of it')] : undefined });
  lines.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

function smallTask(sheet: Sheet, area: Area, props: BuildProps): void {
  const inside = box(sheet, area, { title: 'Task', right: [bold('t', 'focus'), say('quiet', ' all of it')] });
  const lines: Line[] = [...paragraphLines(props.exercise.goal, inside.width).slice(0, inside.height - 1), [say('quiet', 'In '), shortPath(props.file, inside.width - 4)]];
  lines.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

function fileBox(sheet: Sheet, area: Area, { file, savedAt }: BuildProps): void {
  const inside = box(sheet, area, { title: 'Your file' });
  const cut = file.lastIndexOf('/') + 1 || file.lastIndexOf('\\') + 1;
  put(sheet, inside.x, inside.y, shortPath(file.slice(0, cut), inside.width), inside.width);
  put(sheet, inside.x, inside.y + 1, bold(file.slice(cut)), inside.width);
  put(sheet, inside.x, inside.y + 2, savedAt ? [say('quiet', 'saw your save at '), bold(clock(savedAt))] : say('quiet', 'no save seen yet'), inside.width);
}

function savesBox(sheet: Sheet, area: Area, { saves, running, checks }: BuildProps): void {
  if (!saves.length && !running) return howBox(sheet, area);
  const inside = box(sheet, area, { title: 'Earlier saves', right: say('quiet', 'passed') });
  const rows = [...saves, ...(running ? [{ at: Date.now(), results: checks.map(({ result }) => result) }] : [])].slice(-(inside.height - 2));
  rows.forEach(({ at, results }, i) => {
    const last = i === rows.length - 1;
    put(sheet, inside.x, inside.y + i, [last ? bold(running ? 'now     ' : clock(at), 'focus') : say('quiet', clock(at)), '  ', ...results.map((result) => say(signOf(result)[1], signOf(result)[0]))], inside.width);
    putRight(sheet, inside.x + inside.width - 1, inside.y + i, String(results.filter((result) => result === 'passed').length));
  });
  const words = closer(saves);
  if (words && rows.length + 1 < inside.height) put(sheet, inside.x, inside.y + rows.length + 1, say('quiet', words), inside.width);
}

function howBox(sheet: Sheet, area: Area): void {
  const inside = box(sheet, area, { title: 'How to work' });
  const lines: Line[] = [[bold('e', 'focus'), ' opens it in your editor,'], 'or open it yourself; this page', 'sees every save.', '', [say('quiet', 'Nothing happening? Press '), bold('r', 'focus'), say('quiet', '.')]];
  lines.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

function closer(saves: Save[]): string | undefined {
  const passed = saves.map(({ results }) => results.filter((result) => result === 'passed').length);
  if (passed.length < 2) return undefined;
  return passed.at(-1)! > passed[0]! ? 'Closer than your first save.' : undefined;
}

function waitingBox(sheet: Sheet, area: Area, { exercise, file, checks }: BuildProps): void {
  const inside = box(sheet, area, { title: 'Waiting for your first save' });
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const lines: Line[] = [[say('moving', '• ', true), say('quiet', `watching ${name}`)], '', 'Save, and real requests run through your code.', say('quiet', 'The first line of the answer comes in half a second.'), '', say('quiet', `${checks.length} checks, each with fresh servers; about ${exercise.minutes} minutes of work`), say('quiet', 'afterwards z shows how to watch a check step by step')];
  const top = inside.y + Math.max(0, Math.floor((inside.height - lines.length) / 2));
  lines.slice(0, inside.height).forEach((line, i) => putMiddle(sheet, inside.x, inside.width, top + i, line));
}

function troubleBox(sheet: Sheet, area: Area, words: string): void {
  const inside = box(sheet, area, { title: 'The judge is away', role: 'strained' });
  paragraphLines(`${words} Press r to start it again.`, inside.width).slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

// While a check runs the traffic is shown as it arrives at the neighbours: the roads where there is room, else one bar each.
function runningBox(sheet: Sheet, area: Area, props: BuildProps): void {
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
    const down = isDown(server);
    put(sheet, inside.x + 2, inside.y + 1 + i, [say(down ? 'hurt' : 'healthy', down ? '✗ ' : '● '), server.id.padEnd(4), ...(bar(server.got / most, Math.min(30, inside.width - 24), down ? 'hurt' : 'healthy') as Span[]), `  ${server.got}`, ...(server.lost ? [bold(`  ${server.lost} lost`, 'hurt')] : [])], inside.width - 2);
  });
  return inside.y + 1 + servers.length;
}

function byHand({ judgement, running }: BuildProps): Line {
  if (running) return say('quiet', 'a new save stops this check and starts again');
  const failed = judgement?.checks.find(({ result }) => result === 'failed');
  if (failed?.result === 'failed') return [say('quiet', 'By hand: '), failed.replay];
  return say('quiet', judgement?.result === 'passed' ? 'Kept in your progress. Your program stays as you wrote it.' : '→ goes on: you can skip ahead; this step stays open');
}

function sentenceBox(sheet: Sheet, area: Area, props: BuildProps): void {
  const inside = box(sheet, area, { title: 'In a sentence' });
  const words = props.running ? 'The checks are running; each line above appears as it is judged.' : props.judgement ? judgementWords(props.judgement) : `Nothing is checked yet. Edit your file and save; ${props.checks.length} checks wait.`;
  put(sheet, inside.x, inside.y, words, inside.width);
}
