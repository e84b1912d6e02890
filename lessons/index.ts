import type { Lesson } from '../src/course/lesson.ts';
import { loadBalancing } from './2-load-balancing/lesson.ts';

/** Every lesson, in the order in which they are learned. */
export const lessons: Lesson[] = [loadBalancing];
