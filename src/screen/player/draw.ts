import type { CourseProps } from '../course.ts';
import { pageOf } from '../desks/desk.ts';
import { helpPage } from '../pages/help.ts';
import { homePage, type ListPlace } from '../pages/home.ts';
import { smallPage } from '../pages/small.ts';
import { taskPage } from '../pages/task.ts';
import { isSmall, type Frame } from '../parts/frame.ts';
import { newSheet, put, say, type Sheet } from '../parts/sheet.ts';
import { wrap } from '../parts/wrap.ts';
import { keysNow, pageKeys, type Now } from './now.ts';

/** The page as it is now; `list` says where the home page's list stands. */
export function drawNow(now: Now, course: CourseProps, width: number, height: number): { sheet: Sheet; list?: ListPlace } {
  const sheet = newSheet(width, height);
  now.isTooSmall = width < 80 || height < 24;
  if (now.isTooSmall) smallPage(sheet, now.notice);
  else if (now.over) drawOver(sheet, now.over, now, course);
  else if (!now.desk) return drawHome(sheet, now, course);
  else now.desk.draw(sheet, frameOf(now, course));
  return { sheet: noticed(sheet, now) };
}

function drawHome(sheet: Sheet, now: Now, course: CourseProps): { sheet: Sheet; list: ListPlace } {
  const notice = now.notice && now.notice.length <= sheet.width - 2 ? now.notice : undefined;
  const list = homePage(sheet, { lessons: course.lessons, state: course.state.get(), chosen: now.chosen, drift: now.drift, keys: keysNow(now, course), notice, command: now.command });
  return { sheet: noticed(sheet, now), list };
}

function drawOver(sheet: Sheet, over: 'help' | 'task', now: Now, course: CourseProps): void {
  const frame = { ...frameOf(now, course), here: over };
  if (over === 'help') now.most = helpPage(sheet, frame, pageKeys(now, course), now.scroll);
  else if (now.room) {
    const { step } = now.room;
    const extra = step.kind === 'build' ? [step.exercise.goal, `By hand: \`${step.exercise.byHand}\``] : [];
    now.most = taskPage(sheet, frame, { title: pageOf(now.room).title, page: pageOf(now.room), extra, scroll: now.scroll });
  }
}

function frameOf(now: Now, course: CourseProps): Frame {
  const { room, desk } = now;
  const steps = room?.lesson.steps.map(({ id }) => ({ done: course.state.get().steps[`${room.lesson.id}/${id}`] === 'done' })) ?? [];
  return {
    lesson: { number: room?.lesson.number ?? 0, title: room?.lesson.title ?? 'Home' },
    here: desk?.here() ?? 'Home',
    question: desk?.question() ?? '',
    steps,
    step: room?.index ?? 0,
    keys: keysNow(now, course),
    notice: now.notice && now.notice.length <= 78 ? now.notice : undefined,
    command: now.command,
    right: desk?.right?.(),
  };
}

// A long notice takes as many rows as it needs, until the next key.
function noticed(sheet: Sheet, { notice, isTooSmall }: Now): Sheet {
  if (!notice || (notice.length <= 78 && !isSmall(sheet)) || isTooSmall) return sheet;
  const lines = wrap(notice, sheet.width - 2).slice(0, 4);
  lines.forEach((line, i) => {
    const y = sheet.height - 1 - lines.length + i;
    put(sheet, 0, y, ' '.repeat(sheet.width));
    put(sheet, 1, y, say('focus', line, lines.length > 1));
  });
  return sheet;
}
