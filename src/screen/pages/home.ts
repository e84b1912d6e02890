import type { Lesson } from '../../course/lesson.ts';
import type { CourseState } from '../../course/state.ts';
import type { KeyState } from '../keystate.ts';
import { foot, isSmall } from '../parts/frame.ts';
import { bold, put, putRight, say, type Line, type Sheet, type Span } from '../parts/sheet.ts';
import { counted } from '../words/numbers.ts';
import { kindWords } from '../words/overview.ts';

/** The home page: `chosen` is a row of its list, `drift` how far the road has moved. */
export type HomeProps = { lessons: Lesson[]; state: CourseState; chosen: number; drift: number; keys: KeyState; notice?: string; command?: string };

/** Where the list stands on the sheet: its first row, and how many rows each item takes. */
export type ListPlace = { y: number; rows: number; items: number };

const logo = ['█▀▀▄ █  █ ▄▀▀▀ █  █    █  █ ▄▀▀▄ █  █ █▀▀▄', '█▀█  █  █  ▀▀▄ █▀▀█    █▀▀█ █  █ █  █ █▀█ ', '▀  ▀  ▀▀  ▀▀▀  ▀  ▀    ▀  ▀  ▀▀   ▀▀  ▀  ▀'];

/** Draws the home page and says where its list is; with one lesson the list is its steps, with more the lessons. */
export function homePage(sheet: Sheet, props: HomeProps): ListPlace {
  const small = isSmall(sheet);
  head(sheet, small);
  road(sheet, small ? 4 : 5, props.drift);
  const only = props.lessons.length === 1 ? props.lessons[0] : undefined;
  const place = only ? stepList(sheet, props, only, small) : lessonList(sheet, props, small);
  const after = place.y + place.rows * place.items + 1;
  const words = Object.keys(props.state.steps).length ? 'Every step can be skipped and visited again; nothing is locked.' : 'First time here? Begin at 1. Every step can be skipped and visited again; nothing is locked.';
  if (after < sheet.height - 2) put(sheet, 3, Math.min(after + (small ? 0 : 1), sheet.height - 3), say('quiet', words), sheet.width - 4);
  foot(sheet, { keys: props.keys, notice: props.notice, command: props.command, right: spent(props.state) });
  return place;
}

function head(sheet: Sheet, small: boolean): void {
  const y = small ? 0 : 1;
  if (sheet.width >= 88) {
    logo.forEach((row, i) => put(sheet, 3, y + i, row));
    const lines: Line[] = ['Learn how the web carries a crowd,', say('quiet', 'by breaking real systems on your own laptop.'), say('quiet', 'Karachi weather: 40 visitors. Tonight, rain.')];
    lines.forEach((line, i) => put(sheet, 53, y + i, line, sheet.width - 54));
  } else {
    put(sheet, 3, y + 1, bold('R U S H   H O U R'));
    put(sheet, 25, y + 1, 'Learn how the web carries a crowd,', sheet.width - 26);
    put(sheet, 25, y + 2, say('quiet', 'by breaking real systems on your own laptop.'), sheet.width - 26);
  }
}

// Sparse at the left and full at the right: the same road, before and during rush hour.
function road(sheet: Sheet, y: number, drift: number): void {
  const width = sheet.width - 2;
  for (let x = 0; x < width; x++) {
    const car = scattered(x - drift);
    const there = car < 60 + 700 * (x / width) ** 3;
    put(sheet, 1 + x, y, there ? say('moving', '•', true) : say('frame', '─'));
  }
}

function scattered(place: number): number {
  const mixed = Math.imul(place ^ (place >>> 7), 0x9e3779b1);
  return (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 12) % 1000;
}

function lessonList(sheet: Sheet, { lessons, state, chosen }: HomeProps, small: boolean): ListPlace {
  const place = { y: small ? 6 : 8, rows: 3, items: lessons.length };
  lessons.forEach((lesson, i) => {
    const y = place.y + i * 3;
    lessonRow(sheet, y, lesson, state, i === chosen);
  });
  return place;
}

function lessonRow(sheet: Sheet, y: number, lesson: Lesson, state: CourseState, chosen: boolean): void {
  const status = statusOf(lesson, state);
  put(sheet, 2, y, [chosen ? bold('▸ ', 'focus') : '  ', chosen ? bold(lesson.number, 'focus') : say('quiet', lesson.number), '  ', bold(lesson.title, chosen ? 'focus' : 'text')]);
  put(sheet, 7, y + 1, say('quiet', lesson.tagline), sheet.width - 40);
  const dots = lesson.steps.map((step): Line => dotOf(lesson, step.id, state));
  dots.forEach((dot, i) => put(sheet, Math.floor(sheet.width * 0.56) + i * 2, y, dot));
  putRight(sheet, sheet.width - 3, y, status === 'done' ? say('healthy', '✓ done') : status === 'begun' ? bold('▸ go on', 'focus') : say('quiet', 'new'));
  putRight(sheet, sheet.width - 3, y + 1, say('quiet', counted(lesson.steps.filter(({ kind }) => kind === 'build').length, 'exercise')));
}

function stepList(sheet: Sheet, { state, chosen }: HomeProps, lesson: Lesson, small: boolean): ListPlace {
  const y = small ? 6 : 8;
  lessonRow(sheet, y, lesson, state, false);
  const place = { y: y + 3, rows: 1, items: Math.min(lesson.steps.length, sheet.height - y - 5) };
  const from = Math.max(0, Math.min(chosen - place.items + 1, lesson.steps.length - place.items));
  lesson.steps.slice(from, from + place.items).forEach((step, i) => stepRow(sheet, place.y + i, lesson, from + i, step, state, from + i === chosen));
  return place;
}

function stepRow(sheet: Sheet, y: number, lesson: Lesson, index: number, step: Lesson['steps'][number], state: CourseState, chosen: boolean): void {
  const number = String(index + 1).padStart(2);
  const dot = dotOf(lesson, step.id, state);
  put(sheet, 5, y, chosen ? [bold(`▸ ${number}  `, 'focus'), dot, bold(`  ${step.title}`, 'focus')] : [say('quiet', `  ${number}  `), dot, `  ${step.title}`]);
  const x = Math.floor(sheet.width * 0.56);
  put(sheet, x, y, say('quiet', kindWords(step.kind)));
  putRight(sheet, x + 16, y, say('quiet', `${step.minutes} min`));
  putRight(sheet, sheet.width - 3, y, stepStatus(lesson, step, state));
}

function stepStatus(lesson: Lesson, step: Lesson['steps'][number], state: CourseState): Line {
  if (step.kind === 'build') {
    const exercise = state.exercises[`${lesson.id}/${step.exercise.name}`];
    if (exercise?.state === 'passed') return say('healthy', '✓ passed');
    if (exercise?.state === 'tried') return say('strained', 'tried');
  }
  if (state.steps[`${lesson.id}/${step.id}`] === 'done') return say('healthy', '✓ done');
  return state.at?.lesson === lesson.id && state.at.step === step.id ? bold('you are here', 'focus') : '';
}

function dotOf(lesson: Lesson, step: string, state: CourseState): Span {
  if (state.at?.lesson === lesson.id && state.at.step === step) return bold('◉', 'focus');
  return state.steps[`${lesson.id}/${step}`] === 'done' ? say('healthy', '●') : say('frame', '○');
}

function statusOf(lesson: Lesson, state: CourseState): 'new' | 'begun' | 'done' {
  const done = lesson.steps.filter(({ id }) => state.steps[`${lesson.id}/${id}`] === 'done').length;
  return done === lesson.steps.length ? 'done' : done || state.at?.lesson === lesson.id ? 'begun' : 'new';
}

function spent({ minutes }: CourseState): string {
  return minutes >= 1 ? `${counted(Math.round(minutes), 'minute')} so far` : 'leave any time';
}
