import type { Lesson } from '../course/lesson.ts';
import type { CourseProps } from './course.ts';
import type { Room } from './desks/desk.ts';
import { openDesk } from './desks/open.ts';
import { meaning } from './keys.ts';
import type { ListPlace } from './pages/home.ts';
import type { Sheet } from './parts/sheet.ts';
import { drawNow } from './player/draw.ts';
import { general, type Acts } from './player/general.ts';
import { atHome, firstChoice, keysNow, onlyLesson } from './player/now.ts';
import { beginVisit } from './player/visit.ts';
import type { Theme } from './theme.ts';
import { typed } from './typing.ts';
import type { Goodbye } from './words/receipt.ts';

/** What the player needs from the terminal around it. */
export type Stage = { changed(): void; leave(): void; lend(work: () => Promise<void>): Promise<void>; copy(words: string): void };

/** The course being played: presses go in, sheets come out. Without Ink, so that it can be driven by a test. */
export type Player = {
  theme: Theme;
  press(press: string): void;
  /** The page as it is now; `list` says where the home page's list stands. */
  draw(width: number, height: number): { sheet: Sheet; list?: ListPlace };
  /** The home page's list: how long, what is chosen, what Enter opens. */
  home: { items(): number; chosen(): number; open(index: number): void };
  /** Moves the home page's road on. */
  drift(): void;
  /** This laptop is busy: motion goes off, and that is said. */
  still(): void;
  close(): Promise<Goodbye>;
};

/** Opens the course at its home page, or at the step that was asked for. */
export function openPlayer(course: CourseProps, theme: Theme, withMotion: boolean, stage: Stage): Player {
  const now = atHome(course, withMotion);
  const visit = beginVisit(course);
  const only = onlyLesson(course);
  const acts: Acts = { go, home, openChosen: () => open(now.chosen), choose, leave: stage.leave, theme: (change) => void (player.theme = { ...player.theme, ...change }) };
  const player: Player = {
    theme,
    press,
    draw: (width, height) => drawNow(now, course, width, height),
    home: { items, chosen: () => now.chosen, open },
    drift,
    still,
    async close() {
      leaveDesk();
      return visit.goodbye();
    },
  };
  let toldNote = course.state.note;
  openAsked();
  return player;

  function press(name: string): void {
    now.notice = undefined;
    if (now.isTooSmall) pressSmall(name);
    else if (now.command !== undefined) typeCommand(name);
    else if (now.over || !now.desk?.type?.(name)) act(name);
    tellNote();
    stage.changed();
  }

  // Nobody sees what a key would do, so only these two do anything.
  function pressSmall(name: string): void {
    if (name === 'q' || name === 'ctrl-c') stage.leave();
    if (name === 'p') now.notice = general('plain', now, acts);
  }

  // A disk that stopped taking notes is said once, when it happens.
  function tellNote(): void {
    if (course.state.note === toldNote) return;
    toldNote = course.state.note;
    now.notice = toldNote;
  }

  function act(name: string): void {
    if (!now.desk && !now.over && /^[1-9]$/.test(name) && Number(name) <= items()) return open(Number(name) - 1);
    const meant = meaning(name, keysNow(now, course));
    if (!meant) now.notice = `${name} does nothing here; ? shows the keys`;
    else if ('off' in meant) now.notice = `${name} is off: ${meant.off}`;
    else obey(meant.command);
  }

  function typeCommand(name: string): void {
    const next = typed(now.command!, name);
    now.command = next.state === 'typing' ? next.text : undefined;
    if (next.state === 'done' && next.text) obey(next.text);
  }

  function obey(command: string): void {
    if (now.over && obeyOver(command)) return;
    const answer = now.desk?.obey(command) ?? false;
    if (typeof answer === 'string') now.notice = answer;
    if (answer === false) now.notice = general(command, now, acts);
  }

  // What lies over a page is closed by any command that is not its own; closing it may be all that was meant.
  function obeyOver(command: string): boolean {
    if (command === 'up' || command === 'down') now.scroll = Math.max(0, Math.min(now.most, now.scroll + (command === 'up' ? -1 : 1)));
    else if (command === 'quit') stage.leave();
    else if (command === ':') now.command = '';
    else now.over = undefined;
    return now.over !== undefined || ['home', 'help', 'task'].includes(command);
  }

  function go(step: 1 | -1, done: boolean): void {
    const { room } = now;
    if (!room) return;
    if (done && room.step.kind !== 'build' && room.step.kind !== 'predict') course.state.done(idOf(room));
    const index = room.index + step;
    if (index >= 0 && index < room.lesson.steps.length) openStep(room.lesson, index);
    else home();
  }

  function home(): void {
    if (!now.desk) return;
    leaveDesk();
    now.chosen = firstChoice(course);
  }

  function open(index: number): void {
    const lesson = only ?? course.lessons[index];
    const { at } = course.state.get();
    if (lesson) openStep(lesson, only ? index : Math.max(0, lesson.steps.findIndex(({ id }) => at?.lesson === lesson.id && at.step === id)));
  }

  function openAsked(): void {
    const lesson = course.lessons.find(({ id }) => id === course.open?.lesson);
    const index = lesson?.steps.findIndex(({ id }) => id === course.open?.step) ?? -1;
    if (lesson && index >= 0) openStep(lesson, index);
  }

  function openStep(lesson: Lesson, index: number): void {
    leaveDesk();
    const room: Room = { course, lesson, index, step: lesson.steps[index]!, changed: stage.changed, say: (words) => tell(room, words), next: () => go(1, false), motion: () => now.motion, lend: stage.lend, copy: stage.copy };
    course.state.at(lesson.id, room.step.id);
    visit.saw(`lesson ${lesson.number}, ${room.step.title}`);
    now.room = room;
    now.desk = openDesk(room, (desk) => {
      course.state.done(idOf(room));
      now.desk = desk;
      stage.changed();
    });
    stage.changed();
  }

  function tell(room: Room, words: string): void {
    if (now.room !== room) return;
    now.notice = words;
    stage.changed();
  }

  function leaveDesk(): void {
    const { desk } = now;
    Object.assign(now, { desk: undefined, room: undefined, over: undefined, scroll: 0 });
    if (desk) visit.leave(desk);
  }

  function items(): number {
    return only ? only.steps.length : course.lessons.length;
  }

  function choose(step: 1 | -1): void {
    if (!now.desk) now.chosen = (now.chosen + step + items()) % items();
  }

  function still(): void {
    if (!now.motion) return;
    Object.assign(now, { motion: false, notice: 'This laptop is busy, so the dots rest: motion is off now. m turns it on.' });
    stage.changed();
  }

  function drift(): void {
    if (now.desk || now.over || !now.motion) return;
    now.drift++;
    stage.changed();
  }
}

function idOf({ lesson, step }: Room): string {
  return `${lesson.id}/${step.id}`;
}
