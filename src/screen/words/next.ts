import type { Lesson } from '../../course/lesson.ts';
import type { CourseState } from '../../course/state.ts';

/** The first step that is not done, in the lesson where the learner is: 'lesson 2, step 5: Skip the dead'. */
export function nextStepWords(lessons: Lesson[], { at, steps }: CourseState): string | undefined {
  const lesson = lessons.find(({ id }) => id === at?.lesson) ?? lessons[0];
  const index = lesson?.steps.findIndex(({ id }) => steps[`${lesson.id}/${id}`] !== 'done') ?? -1;
  return lesson && index >= 0 ? `lesson ${lesson.number}, step ${index + 1}: ${lesson.steps[index]!.title}` : undefined;
}
