import type { Prediction } from '../../course/lesson.ts';
import type { Guess } from '../../course/state.ts';

/** How sure, as it stands on the page: a coin flip, I think so, certain. */
export const sureWords = ['a coin flip', 'I think so', 'certain'] as const;

/** A guess in words: 'about 40', '16 cars'. */
export function guessWords(question: Prediction, guess: Pick<Guess, 'answer'>): string {
  if (question.kind === 'choice') return lower(question.choices[guess.answer]?.words ?? 'nothing');
  return amount(question, guess.answer);
}

/** What is right, in words. */
export function rightWords(question: Prediction): string {
  return guessWords(question, { answer: question.right });
}

/** How well a guess fits what is right, or what was seen: spot on, close, or not. */
export function closeness(question: Prediction, guess: Pick<Guess, 'answer' | 'seen'>): 'right' | 'close' | 'off' {
  if (question.kind === 'choice') return guess.answer === question.right ? 'right' : 'off';
  const best = ratio(guess.answer, judgedAgainst(question, guess).value);
  return best <= 1.25 ? 'right' : best <= 2 ? 'close' : 'off';
}

/** The number that a guess is judged against: what was seen, or what is right when that is nearer. */
export function judgedAgainst(question: Extract<Prediction, { kind: 'number' }>, { answer, seen }: Pick<Guess, 'answer' | 'seen'>): { value: number; wasSeen: boolean } {
  if (seen !== undefined && ratio(answer, seen) <= ratio(answer, question.right)) return { value: seen, wasSeen: true };
  return { value: question.right, wasSeen: false };
}

/** The guess beside what was seen, for the corner of a box: 'you guessed 16, saw 18'. */
export function guessBeside(question: Prediction, guess: Guess | undefined, seen: number | undefined): { before: string; seen?: string } {
  if (!guess) return { before: 'no guess made' };
  const number = question.kind === 'number';
  const words = number ? String(guess.answer) : guessWords(question, guess);
  return seen === undefined ? { before: `you guessed ${words}` } : { before: `you guessed ${words}, saw `, seen: String(Math.round(seen * 10) / 10) };
}

function amount(question: Extract<Prediction, { kind: 'number' }>, value: number): string {
  return `${Math.round(value * 100) / 100}${question.unit ? ` ${question.unit}` : ''}`;
}

// Nought against nought is a hit; half a unit keeps small numbers from being scored by a ratio of nothing.
function ratio(guess: number, seen: number): number {
  const [low, high] = [Math.min(guess, seen), Math.max(guess, seen)];
  return high - low <= 0.5 ? 1 : high / Math.max(low, 0.25);
}

function lower(words: string): string {
  return words[0] ? words[0].toLowerCase() + words.slice(1) : words;
}
