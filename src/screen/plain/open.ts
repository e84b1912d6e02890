import type { CourseProps } from '../course.ts';
import { watched } from '../desks/shown.ts';
import { buildStep } from './build.ts';
import { predictStep } from './predict.ts';
import { common, nothing, type PlainPlace, type PlainStep, type Print } from './step.ts';
import { watchStep } from './watch.ts';

/** Opens a step as plain text and says what it is about. */
export function openPlainStep(course: CourseProps, place: PlainPlace, print: Print): PlainStep {
  const step = place.lesson.steps[place.index]!;
  const page = place.lesson.pages[place.index];
  const text = (page?.paragraphs ?? []).map((paragraph) => paragraph.replace(/[`*]/g, ''));
  const id = `${place.lesson.id}/${step.id}`;
  const finish = () => course.state.done(id);
  if (step.kind === 'watch') return watchStep(course, place, step, step.watch, watched(place.lesson, step), print, finish);
  if (step.kind === 'predict') return predictStep(course, place, step, text, print, finish);
  if (step.kind === 'build') return buildStep(course, place, step, text, print);
  print([...text, 'You can: next, back, home, help, quit.']);
  return { obey: (words) => words === 'say' && (print(text), true), help: () => common, finish, close: nothing };
}
