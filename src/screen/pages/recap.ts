import type { Exercise, Lesson, Page, Prediction } from '../../course/lesson.ts';
import type { CourseState, Guess } from '../../course/state.ts';
import { drawFrame, isSmall, moreBelow, type Frame } from '../parts/frame.ts';
import { bold, put, say, widthOf, type Line, type Sheet, type Span } from '../parts/sheet.ts';
import { closeness, guessWords, judgedAgainst, rightWords, sureWords } from '../words/guess.ts';
import { paragraphLines } from '../parts/prose.ts';

/** A lesson looked back at. */
export type RecapProps = { lesson: Lesson; page: Page; state: CourseState; scroll: number };

/** Draws what is known now, the guesses beside what is right, and what was built; returns how far it can be scrolled. */
export function recapPage(sheet: Sheet, frame: Frame, props: RecapProps): number {
  const width = Math.min(84, sheet.width - 6);
  const x = Math.max(3, Math.floor((sheet.width - width) / 2));
  const top = isSmall(sheet) ? 2 : 3;
  const room = sheet.height - top - 2;
  const rows = contents(props, width);
  const most = Math.max(0, rows.length - room);
  const scroll = Math.min(props.scroll, most);
  drawFrame(sheet, { ...frame, right: most ? `lines ${scroll + 1} to ${scroll + room} of ${rows.length}` : frame.right });
  rows.slice(scroll, scroll + room).forEach((row, i) => put(sheet, x, top + i, row, width));
  moreBelow(sheet, scroll, most);
  return most;
}

function contents(props: RecapProps, width: number): Line[] {
  const known = props.page.paragraphs.flatMap((paragraph) => [...paragraphLines(paragraph, width), '']);
  return [bold('What you now know, because you saw it'), '', ...known, ...guesses(props, width), ...built(props, width)];
}

function guesses({ lesson, state }: RecapProps, width: number): Line[] {
  const asked = lesson.steps.flatMap((step) => (step.kind === 'predict' ? step.questions.map((question) => ({ question, guess: state.guesses[`${lesson.id}/${step.id}/${question.id}`] })) : []));
  if (!asked.length) return [];
  return [...framed('Your guesses', sureSummary(asked), asked.map(({ question, guess }) => guessRow(question, guess, width)), width), ''];
}

function guessRow(question: Prediction, guess: Guess | undefined, width: number): Span[] {
  const wide = Math.max(26, Math.min(38, width - 44));
  const third = Math.floor((width - wide - 19) / 2);
  const cell = (text: string, room: number) => text.slice(0, room - 1).padEnd(room);
  const label = say('quiet', cell(question.short, wide));
  if (!guess) return [label, say('quiet', 'no guess')];
  const against = question.kind === 'number' ? judgedAgainst(question, guess) : undefined;
  const fits = closeness(question, guess);
  const truth = against ? String(Math.round(against.value * 10) / 10) : rightWords(question);
  const sign: Span = fits === 'right' ? say('healthy', '✓') : fits === 'close' ? say('healthy', '✓ close') : say('hurt', '✗');
  return [label, cell(against ? String(guess.answer) : guessWords(question, guess), third), say('quiet', against?.wasSeen ? 'saw  ' : 'is   '), cell(truth, third), sign];
}

function sureSummary(asked: { question: Prediction; guess: Guess | undefined }[]): string {
  const certain = asked.filter(({ guess }) => guess?.sure === 2);
  const right = certain.filter(({ question, guess }) => closeness(question, guess!) === 'right').length;
  return certain.length ? `${sureWords[2]} ${certain.length === 1 ? 'once' : `${certain.length} times`}, right ${right}` : '';
}

function built({ lesson, state }: RecapProps, width: number): Line[] {
  const exercises = lesson.steps.flatMap((step) => (step.kind === 'build' ? [step.exercise] : []));
  const passed = (exercise: Exercise) => state.exercises[`${lesson.id}/${exercise.name}`]?.state === 'passed';
  const names = exercises.flatMap((exercise): Span[] => [passed(exercise) ? say('healthy', '✓ ') : say('frame', '○ '), exercise.title, '   ']);
  return framed('Built', `${exercises.filter(passed).length} of ${exercises.length} exercises`, [names, [say('quiet', 'They stay in your folder, as you wrote them.')]], width);
}

function framed(title: string, right: string, rows: Span[][], width: number): Line[] {
  const edge = (left: number) => '─'.repeat(Math.max(0, left));
  const top: Line = right
    ? [say('frame', '╭─ '), bold(title), say('frame', ` ${edge(width - title.length - right.length - 8)} `), say('quiet', right), say('frame', ' ─╮')]
    : [say('frame', '╭─ '), bold(title), say('frame', ` ${edge(width - title.length - 5)}╮`)];
  return [top, ...rows.map((row): Line => [say('frame', '│ '), ...row, ' '.repeat(Math.max(0, width - 4 - widthOf(row))), say('frame', ' │')]), say('frame', `╰${edge(width - 2)}╯`)];
}
