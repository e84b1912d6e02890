import type { Exercise, Page } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';
import type { Judgement } from '../../facts/verdict.ts';
import { clock } from '../words/numbers.ts';
import { box, type Area } from './box.ts';
import { signOf, type CheckState } from './checksbox.ts';
import type { Dot } from './motion.ts';
import { paragraphLines } from './prose.ts';
import { bold, put, putMiddle, putRight, say, type Line, type Sheet, type Span } from './sheet.ts';
import { clause, shortPath } from './wrap.ts';

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
  /** Whether an editor is known, and the line it would open at. */
  editor: boolean;
  line?: number;
};

/** The goal and the page's own words, as lines. */
export function paragraphs({ page, exercise }: BuildProps, width: number): Span[][] {
  return [exercise.goal, ...page.paragraphs].flatMap((text, i) => [...(i ? [[]] : []), ...paragraphLines(text, width)]);
}

/** The task. */
export function taskBox(sheet: Sheet, area: Area, lines: Span[][]): void {
  const more = lines.length > area.height - 2;
  const inside = box(sheet, area, { title: 'Task', below: more ? [bold('t', 'focus'), say('quiet', ' all of it')] : undefined });
  lines.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

/** The task in a small window, with the file under it. */
export function smallTask(sheet: Sheet, area: Area, props: BuildProps): void {
  const inside = box(sheet, area, { title: 'Task', right: [bold('t', 'focus'), say('quiet', ' all of it')] });
  const lines: Line[] = [...paragraphLines(clause(props.exercise.goal, inside.width * (inside.height - 1) - 8), inside.width).slice(0, inside.height - 1), [say('quiet', 'In '), shortPath(props.file, inside.width - 4)]];
  lines.slice(0, inside.height).forEach((line, i) => put(sheet, inside.x, inside.y + i, line, inside.width));
}

/** The learner's file, and when a save of it was seen. */
export function fileBox(sheet: Sheet, area: Area, { file, savedAt }: BuildProps): void {
  const inside = box(sheet, area, { title: 'Your file' });
  const cut = file.lastIndexOf('/') + 1 || file.lastIndexOf('\\') + 1;
  put(sheet, inside.x, inside.y, shortPath(file.slice(0, cut), inside.width), inside.width);
  put(sheet, inside.x, inside.y + 1, bold(file.slice(cut)), inside.width);
  put(sheet, inside.x, inside.y + 2, savedAt ? [say('quiet', 'saw your save at '), bold(clock(savedAt))] : say('quiet', 'no save seen yet'), inside.width);
}

/** The judged saves of this visit, or how to work while there is none. */
export function savesBox(sheet: Sheet, area: Area, { saves, running, checks }: BuildProps): void {
  if (!saves.length && !running) return howBox(sheet, area);
  const inside = box(sheet, area, { title: 'Earlier checks', right: say('quiet', 'passed') });
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
  // under a full pass it would say less than the box beside it
  if (passed.length < 2 || passed.at(-1) === saves.at(-1)!.results.length) return undefined;
  return passed.at(-1)! > passed[0]! ? 'Closer than your first save.' : undefined;
}

/** What a save will do. */
export function waitingBox(sheet: Sheet, area: Area, { exercise, file, checks }: BuildProps): void {
  const inside = box(sheet, area, { title: 'Waiting for your first save' });
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const lines: Line[] = [
    [say('moving', '• ', true), say('quiet', `watching ${name}`)],
    '',
    'Save, and real requests run through your code.',
    say('quiet', 'The first line of the answer comes in half a second.'),
    '',
    say('quiet', `${checks.length} checks, each with fresh servers; about ${exercise.minutes} minutes of work`),
    say('quiet', 'afterwards z shows how to watch a check step by step'),
  ];
  const top = inside.y + Math.max(0, Math.floor((inside.height - lines.length) / 2));
  lines.slice(0, inside.height).forEach((line, i) => putMiddle(sheet, inside.x, inside.width, top + i, line));
}
