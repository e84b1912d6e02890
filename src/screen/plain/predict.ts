import type { Prediction, Step } from '../../course/lesson.ts';
import type { CourseProps } from '../course.ts';
import { revealed } from '../desks/shown.ts';
import { guessWords } from '../words/guess.ts';
import { common, nothing, type PlainPlace, type PlainStep, type Print } from './step.ts';
import { watchStep } from './watch.ts';

/** Questions one after the other, then what happens. */
export function predictStep(course: CourseProps, place: PlainPlace, step: Extract<Step, { kind: 'predict' }>, text: string[], print: Print, finish: () => void): PlainStep {
  let at = 0;
  let sure: 0 | 1 | 2 = 1;
  let reveal: PlainStep | undefined;
  const ask = () => print(questionLines(step.questions[at]!));
  print(text);
  ask();
  return {
    obey(words) {
      if (reveal) return reveal.obey(words);
      if (/^sure/.test(words)) sure = words.includes('flip') ? 0 : words.includes('certain') ? 2 : 1;
      else if (/^\d+(\.\d+)?$/.test(words)) answer(Number(words));
      else return false;
      return true;
    },
    help: () => reveal?.help() ?? ['A number answers. Before it: sure flip, sure think, sure certain.', ...common],
    finish,
    close: () => reveal?.close() ?? nothing(),
  };

  function answer(number: number): void {
    const question = step.questions[at]!;
    const value = question.kind === 'choice' ? number - 1 : number;
    if (question.kind === 'choice' && !question.choices[value]) return print([`There are only ${question.choices.length}.`]);
    course.state.guessed(`${place.lesson.id}/${step.id}/${question.id}`, { answer: value, sure });
    print([`Your guess: ${guessWords(question, { answer: value })}. It is kept; it is never a grade.`]);
    at++;
    if (at < step.questions.length) return ask();
    if (step.reveal) reveal = watchStep(course, place, step, step.reveal, revealed(place.lesson, step), print, finish);
    else print(['"next" goes on.']);
  }
}

function questionLines(question: Prediction): string[] {
  const choices = question.kind === 'choice' ? question.choices.map(({ words, note }, i) => `${i + 1}. ${words}${note ? ` (${note})` : ''}`) : [`Type a number${question.unit ? ` (${question.unit})` : ''}.`];
  return [`Question: ${question.question}`, ...choices];
}
