import type { Lesson } from '../../course/lesson.ts';
import type { CourseState } from '../../course/state.ts';

/** The course in a few lines, for when there is no terminal to draw on. */
export function overview(lessons: Lesson[], state: CourseState): string[] {
  return [
    'Rush Hour: learn how the web carries a crowd, by breaking real systems on your own laptop.',
    '',
    ...lessons.flatMap((lesson) => [`Lesson ${lesson.number}, ${lesson.title}: ${lesson.tagline}`, ...lesson.steps.map((step, i) => stepWords(lesson, i, state)), '']),
    'Start it in a terminal: npx rushhour. As plain text: npx rushhour start --plain. All commands: npx rushhour --help.',
  ];
}

/** What kind of page a step is, in one word. */
export function kindWords(kind: Lesson['steps'][number]['kind']): string {
  return { read: 'read', predict: 'predict', watch: 'watch', build: 'build', recap: 'recap' }[kind];
}

function stepWords(lesson: Lesson, index: number, state: CourseState): string {
  const step = lesson.steps[index]!;
  const progress = state.steps[`${lesson.id}/${step.id}`];
  return `  ${index + 1}. ${step.title} (${kindWords(step.kind)}, ${step.minutes} min)${progress ? `, ${progress}` : ''}`;
}
