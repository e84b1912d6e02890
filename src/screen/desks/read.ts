import { pageOf, nothingToClose, type Desk, type Room } from './desk.ts';
import { readPage } from '../pages/read.ts';
import { recapPage } from '../pages/recap.ts';

/** A page to read, or the recap: the arrows scroll it. */
export function readDesk(room: Room): Desk {
  const page = pageOf(room);
  let scroll = 0;
  let most = 0;
  const isRecap = room.step.kind === 'recap';
  return {
    here: () => (isRecap ? 'Recap' : 'Read'),
    question: () => page.title,
    keys: () => ({ page: isRecap ? 'recap' : 'read' }),
    sentence: () => page.paragraphs[0] ?? page.title,
    draw(sheet, frame) {
      const next = room.lesson.steps[room.index + 1];
      most = isRecap
        ? recapPage(sheet, frame, { lesson: room.lesson, page, state: room.course.state.get(), scroll })
        : readPage(sheet, frame, { page, scroll, minutes: room.step.minutes, next: next && `${next.title}.` });
      scroll = Math.min(scroll, most);
    },
    obey(command) {
      if (command !== 'up' && command !== 'down') return false;
      scroll = Math.max(0, Math.min(most, scroll + (command === 'up' ? -1 : 1)));
      return true;
    },
    close: nothingToClose,
  };
}
