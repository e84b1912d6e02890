/** The real screen with a lesson whose page cannot be drawn: for the test of what a crash leaves on the terminal. */
import { lazyRun } from '../../src/cli/lazy-run.ts';
import { screen } from '../../src/cli/screen.ts';
import { lesson, memory } from '../screen/small-lesson.ts';

const never = (): never => {
  throw new Error('not opened in this test');
};
const crashing = {
  ...lesson,
  get pages(): never {
    throw new Error('the paint ran out');
  },
};

process.exitCode = await screen(
  { lessons: [crashing], options: {}, state: memory(), version: '0', openLive: never, openCheck: never, workspace: { folder: '/home/ali/rush-hour', fileOf: never, solutionOf: never, edit: never, reset: never } },
  lazyRun(),
);
