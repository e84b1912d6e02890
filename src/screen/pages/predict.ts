import type { Page, Prediction } from '../../course/lesson.ts';
import { drawFrame, isSmall, type Frame } from '../parts/frame.ts';
import { bold, put, say, type Sheet, type Span } from '../parts/sheet.ts';
import { wrap } from '../parts/wrap.ts';
import { closeness, guessWords, rightWords, sureWords } from '../words/guess.ts';
import { paragraphLines } from '../parts/prose.ts';

/** A question to guess at: `chosen` of the choices, or what is `typed`; `committed` once the guess is kept. */
export type PredictProps = { page: Page; question: Prediction; number: number; of: number; chosen: number; typed: string; sure: 0 | 1 | 2; committed: boolean; reveals: boolean };

/** Draws a question, its choices or a place to type a number, and how sure. */
export function predictPage(sheet: Sheet, frame: Frame, props: PredictProps): void {
  drawFrame(sheet, frame);
  const width = Math.min(74, sheet.width - 6);
  const x = Math.max(3, Math.floor((sheet.width - width) / 2));
  const lines = contents(props, width, isSmall(sheet));
  const top = isSmall(sheet) ? 3 : 4;
  lines.slice(0, sheet.height - top - 2).forEach((line, i) => put(sheet, x, top + i, line, width));
}

function contents(props: PredictProps, width: number, small: boolean): Span[][] {
  const { question } = props;
  const count = props.of > 1 ? `, ${props.number} of ${props.of}` : '';
  const scene = props.number === 1 || !small ? props.page.paragraphs.slice(0, small ? 2 : 4).flatMap((paragraph) => [...paragraphLines(paragraph, width), []]) : [];
  const room = small ? [] : [[]];
  const asked = wrap(question.question, width).map((line): Span[] => [bold(line)]);
  const answer = question.kind === 'choice' ? choices(props, width, small) : number(props);
  const after = props.committed ? verdict(props, width) : [[...sure(props)], ...room, ...closing(width)];
  return [[bold(`Before you look: make a guess${count}`)], [], ...scene, ...asked, [], ...answer, [], ...after];
}

function choices({ question, chosen, committed }: PredictProps, width: number, small: boolean): Span[][] {
  if (question.kind !== 'choice') return [];
  const wide = Math.min(30, Math.max(...question.choices.map(({ words }) => words.length)) + 3);
  return question.choices.flatMap(({ words, note }, i): Span[][] => {
    const here = i === chosen;
    const number = here ? bold(`▸ ${i + 1}  `, 'focus') : say('quiet', `  ${i + 1}  `);
    const text = here ? bold(words.padEnd(wide), 'focus') : committed ? say('quiet', words.padEnd(wide)) : words.padEnd(wide);
    const line: Span[] = [number, text, ...(note && wide + 5 + note.length <= width ? [say('quiet', note)] : [])];
    return small ? [line] : [line, ...(i < question.choices.length - 1 ? [[]] : [])];
  });
}

function number({ question, typed, committed }: PredictProps): Span[][] {
  const unit = question.kind === 'number' ? question.unit : '';
  const hint = typed ? '' : '   type a number';
  return [[bold('▸ ', 'focus'), bold(typed, 'focus'), committed ? '' : bold('_', 'focus'), ` ${unit}`, say('quiet', hint)]];
}

function sure({ sure }: PredictProps): Span[] {
  return [say('quiet', 'How sure?   '), ...sureWords.flatMap((words, i): Span[] => [i === sure ? bold(`▸ ${words}`, 'focus') : say('quiet', `  ${words}`), '  '])];
}

function closing(width: number): Span[][] {
  return wrap('Your guess is kept with the lesson, and the recap shows how well your sureness fits. It is never a grade.', width).map((line) => [say('quiet', line)]);
}

function verdict({ question, chosen, typed, reveals }: PredictProps, width: number): Span[][] {
  const answer = question.kind === 'choice' ? chosen : Number(typed);
  const fits = closeness(question, { answer });
  const words: Span = fits === 'right' ? say('healthy', '✓ That is it: ') : fits === 'close' ? say('healthy', '✓ Close: ') : say('strained', '◐ Seen elsewhere: ');
  const lead = `you guessed ${guessWords(question, { answer })}; it is about ${rightWords(question)}.`;
  const then = reveals ? 'Next you see it happen, with real requests.' : 'Go on, and you will see it happen.';
  return [[words, ...wrap(lead, width - 18).slice(0, 1)], [say('quiet', then)]];
}
