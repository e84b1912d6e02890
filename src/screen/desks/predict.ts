import type { Step } from '../../course/lesson.ts';
import { predictPage } from '../pages/predict.ts';
import { pageOf, nothingToClose, type Desk, type Room } from './desk.ts';

/** One guess after the other; when all are made, the page is done and `finished` shows what happens. */
export function predictDesk(room: Room, step: Extract<Step, { kind: 'predict' }>, finished: () => void): Desk {
  const page = pageOf(room);
  const guess = { at: 0, chosen: 0, typed: '', sure: 1 as 0 | 1 | 2, committed: false };
  const question = () => step.questions[guess.at]!;
  const idOf = () => `${room.lesson.id}/${step.id}/${question().id}`;
  const commit = (): boolean | string => {
    if (guess.committed) return move();
    const answer = question().kind === 'number' ? Number(guess.typed) : guess.chosen;
    if (question().kind === 'number' && (guess.typed === '' || Number.isNaN(answer))) return 'Type a number first; any guess is good. → skips.';
    room.course.state.guessed(idOf(), { answer, sure: guess.sure });
    if (step.reveal) return move();
    guess.committed = true;
    return true;
  };
  const move = (): true => {
    if (guess.at + 1 >= step.questions.length) finished();
    else Object.assign(guess, { at: guess.at + 1, chosen: 0, typed: '', sure: 1, committed: false });
    return true;
  };
  return {
    here: () => 'Predict',
    question: () => page.title,
    keys: () => ({ page: 'predict', typed: question().kind === 'number', nextWords: guess.committed ? 'go on' : step.reveal && guess.at + 1 >= step.questions.length ? 'commit and watch' : 'commit' }),
    sentence: () => question().question,
    draw: (sheet, frame) => predictPage(sheet, frame, { ...guess, page, question: question(), number: guess.at + 1, of: step.questions.length, reveals: step.reveal !== undefined }),
    type(press) {
      if (guess.committed) return false;
      const asked = question();
      if (asked.kind === 'choice') return pick(Number(press) - 1, asked.choices.length, guess, press);
      return edit(press, guess);
    },
    obey(command) {
      const asked = question();
      if (command === 'next') return commit();
      if (command === 'skip') return move();
      if (command.startsWith('sure')) guess.sure = sureOf(command, guess.sure);
      else if ((command === 'up' || command === 'down') && asked.kind === 'choice' && !guess.committed) guess.chosen = (guess.chosen + (command === 'up' ? asked.choices.length - 1 : 1)) % asked.choices.length;
      else if (command !== 'up' && command !== 'down') return false;
      return true;
    },
    close: nothingToClose,
  };
}

function sureOf(command: string, now: 0 | 1 | 2): 0 | 1 | 2 {
  if (command.includes('flip')) return 0;
  if (command.includes('certain')) return 2;
  return ((now + 1) % 3) as 0 | 1 | 2;
}

function pick(index: number, count: number, guess: { chosen: number }, press: string): boolean {
  if (!/^[1-9]$/.test(press) || index >= count) return false;
  guess.chosen = index;
  return true;
}

function edit(press: string, guess: { typed: string }): boolean {
  if (/^[0-9]$/.test(press) && guess.typed.length < 9) guess.typed += press;
  else if (press === '.' && !guess.typed.includes('.')) guess.typed += guess.typed ? '.' : '0.';
  else if (press === 'backspace') guess.typed = guess.typed.slice(0, -1);
  else return press === ',';
  return true;
}
