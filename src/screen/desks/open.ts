import type { Step } from '../../course/lesson.ts';
import { buildDesk } from './build.ts';
import type { Desk, Room } from './desk.ts';
import { predictDesk } from './predict.ts';
import { readDesk } from './read.ts';
import { revealed, watched } from './shown.ts';
import { watchDesk } from './watch.ts';

/** The desk for a step; `replace` puts another in its place, as a guess gives way to what happens. */
export function openDesk(room: Room, replace: (desk: Desk) => void): Desk {
  const { step } = room;
  if (step.kind === 'watch') return watchDesk(room, step.watch, watched(room.lesson, step));
  if (step.kind === 'build') return buildDesk(room, step);
  if (step.kind === 'predict') return predictDesk(room, step, () => afterGuess(room, step, replace));
  return readDesk(room);
}

function afterGuess(room: Room, step: Extract<Step, { kind: 'predict' }>, replace: (desk: Desk) => void): void {
  if (step.reveal) return replace(watchDesk(room, step.reveal, revealed(room.lesson, step)));
  room.course.state.done(`${room.lesson.id}/${step.id}`);
  room.next();
}
