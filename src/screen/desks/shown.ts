import type { Lesson, Prediction, Step } from '../../course/lesson.ts';
import type { Picture } from '../../facts/picture.ts';

/** A guess that a page shows beside what it sees; `id` is lesson/step/question. */
export type Shown = { id: string; question: Prediction; seen: (picture: Picture) => number | undefined };

/** The guesses of a step, beside what its own reveal sees. */
export function revealed(lesson: Lesson, { id, questions, seen }: Extract<Step, { kind: 'predict' }>): Shown[] {
  return questions.map((question) => ({ id: `${lesson.id}/${id}/${question.id}`, question, seen: (picture) => seen?.(picture, question.id) }));
}

/** The guess of another step that a watch looks back at. */
export function watched(lesson: Lesson, { guess }: Extract<Step, { kind: 'watch' }>): Shown[] {
  const asked = lesson.steps.find(({ id }) => id === guess?.step);
  const question = asked?.kind === 'predict' ? asked.questions.find(({ id }) => id === guess?.question) : undefined;
  return guess && question ? [{ id: `${lesson.id}/${guess.step}/${guess.question}`, question, seen: guess.seen }] : [];
}
