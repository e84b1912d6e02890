import type { Lesson } from '../course/lesson.ts';
import type { Ended } from '../facts/picture.ts';
import type { CourseProps } from './course.ts';
import type { Desk, Room } from './desks/desk.ts';
import { pageOf } from './desks/desk.ts';
import { openDesk } from './desks/open.ts';
import { meaning, type KeyState } from './keys.ts';
import { helpPage } from './pages/help.ts';
import { homePage, type ListPlace } from './pages/home.ts';
import { smallPage } from './pages/small.ts';
import { taskPage } from './pages/task.ts';
import { isSmall, type Frame } from './parts/frame.ts';
import { newSheet, put, say as span, type Sheet } from './parts/sheet.ts';
import { wrap } from './parts/wrap.ts';
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
  home: { isOpen(): boolean; items(): number; chosen(): number; choose(index: number): void; open(index: number): void; /** As `open`, told by a list that heard the press itself. */ select(index: number): void };
  drift(): void;
  close(): Promise<Goodbye>;
};

/** Opens the course at its home page. */
export function openPlayer(course: CourseProps, theme: Theme, withMotion: boolean, stage: Stage): Player {
  const now = { desk: undefined as Desk | undefined, room: undefined as Room | undefined, chosen: 0, drift: 0, motion: withMotion, notice: course.state.note, command: undefined as string | undefined, over: undefined as 'help' | 'task' | undefined, scroll: 0, most: 0, heard: false };
  const gone = { ended: [] as Ended[], lost: 0, steps: [] as string[], closing: [] as Promise<void>[], passed: passedNow(), began: Date.now() };
  const only = course.lessons.length === 1 ? course.lessons[0] : undefined;
  now.chosen = firstChoice();

  const player: Player = { theme, press, draw, home: { isOpen: () => !now.desk, items: () => (only ? only.steps.length : course.lessons.length), chosen: () => now.chosen, choose, open: openChosen, select }, drift, close };
  openAsked();
  return player;

  function press(name: string): void {
    if (now.heard && isListPress(name)) return;
    now.notice = undefined;
    if (now.command !== undefined) typeCommand(name);
    else if (!(!now.over && now.desk?.type?.(name)) && !(!now.desk && !now.over && isListPress(name))) act(name);
    stage.changed();
  }

  function act(name: string): void {
    const meant = meaning(name, keyState());
    if (!meant) now.notice = `${name} does nothing here; ? shows the keys`;
    else if ('off' in meant) now.notice = `${name} is off: ${meant.off}`;
    else obey(meant.command);
  }

  function typeCommand(name: string): void {
    const next = typed(now.command!, name);
    if (next.state === 'left') now.command = undefined;
    else if (next.state === 'typing') now.command = next.text;
    else {
      now.command = undefined;
      if (next.text) obey(next.text);
    }
  }

  function obey(command: string): void {
    const overs = obeyOver(command);
    if (overs) return;
    const answer = now.desk?.obey(command) ?? false;
    if (typeof answer === 'string') now.notice = answer;
    if (answer === false) now.notice = general(command);
  }

  function obeyOver(command: string): boolean {
    if (!now.over) return false;
    if (command === 'up' || command === 'down') now.scroll = Math.max(0, Math.min(now.most, now.scroll + (command === 'up' ? -1 : 1)));
    else if (command === 'quit') stage.leave();
    else if (command === ':') now.command = '';
    else if (['home', 'help', 'task'].includes(command)) now.over = undefined;
    else {
      now.over = undefined;
      return false;
    }
    return true;
  }

  function general(command: string): string | undefined {
    const [word, value] = command.split(/\s+/);
    const does: Record<string, () => string | void> = {
      next: () => (now.desk ? go(1, true) : openChosen(now.chosen)),
      skip: () => go(1, false),
      back: () => go(-1, false),
      home: () => void goHome(),
      quit: () => stage.leave(),
      help: () => void Object.assign(now, { over: 'help', scroll: 0 }),
      task: () => (now.desk ? void Object.assign(now, { over: 'task', scroll: 0 }) : 'The task is on a step’s page.'),
      ':': () => void (now.command = ''),
      say: () => now.desk?.sentence() ?? 'Choose a step with the arrows, and press Enter.',
      motion: () => void (now.motion = value !== 'off'),
      theme: () => setTheme(value),
      ascii: () => void (player.theme = { ...player.theme, ascii: value !== 'off' }),
      curves: () => void (player.theme = { ...player.theme, blocks: value === 'blocks' }),
      up: () => undefined,
      down: () => undefined,
      plain: () => 'Leave with q, then: npx rushhour start --plain',
    };
    const found = does[word ?? ''];
    return found ? (found() ?? undefined) : `"${command}" does nothing here; ? shows the keys and their commands`;
  }

  function setTheme(value: string | undefined): string | undefined {
    if (value !== 'dark' && value !== 'light' && value !== 'mono') return 'theme dark, theme light or theme mono';
    player.theme = { ...player.theme, palette: value };
    return undefined;
  }

  function go(step: 1 | -1, done: boolean): string | undefined {
    const { room } = now;
    if (!room) return undefined;
    if (done && room.step.kind !== 'build' && room.step.kind !== 'predict') course.state.done(idOf(room));
    const index = room.index + step;
    if (index >= 0 && index < room.lesson.steps.length) openStep(room.lesson, index);
    else goHome();
    return undefined;
  }

  function goHome(): void {
    if (!now.desk) return;
    leaveDesk();
    now.chosen = firstChoice();
  }

  // The list and the page hear the same press: what opened the page must not turn it as well.
  function select(index: number): void {
    now.heard = true;
    queueMicrotask(() => (now.heard = false));
    openChosen(index);
  }

  function openAsked(): void {
    const lesson = course.lessons.find(({ id }) => id === course.open?.lesson);
    const index = lesson?.steps.findIndex(({ id }) => id === course.open?.step) ?? -1;
    if (lesson && index >= 0) openStep(lesson, index);
  }

  function openChosen(index: number): void {
    if (only) return openStep(only, index);
    const lesson = course.lessons[index];
    if (lesson) openStep(lesson, Math.max(0, lesson.steps.findIndex(({ id }) => course.state.get().at?.lesson === lesson.id && course.state.get().at?.step === id)));
  }

  function openStep(lesson: Lesson, index: number): void {
    leaveDesk();
    const room: Room = { course, lesson, index, step: lesson.steps[index]!, changed: stage.changed, say: (words) => (now.room === room ? ((now.notice = words), stage.changed()) : undefined), next: () => void go(1, false), motion: () => now.motion, lend: stage.lend, copy: stage.copy };
    course.state.at(lesson.id, room.step.id);
    gone.steps.push(`lesson ${lesson.number}, ${room.step.title}`);
    now.room = room;
    now.desk = openDesk(room, (desk) => {
      if (now.room !== room) return;
      course.state.done(idOf(room));
      now.desk = desk;
      stage.changed();
    });
    stage.changed();
  }

  function leaveDesk(): void {
    const { desk } = now;
    Object.assign(now, { desk: undefined, room: undefined, over: undefined, scroll: 0 });
    if (!desk) return;
    gone.closing.push(desk.close().then(({ ended, lost }) => {
      gone.ended.push(...ended);
      gone.lost += lost;
    }, () => {}));
  }

  function choose(index: number): void {
    now.notice = undefined;
    now.chosen = index;
    stage.changed();
  }

  function keyState(): KeyState {
    if (now.over) return { ...underState(), page: now.over };
    return underState();
  }

  function underState(): KeyState {
    const last = now.room && now.room.index === now.room.lesson.steps.length - 1;
    return { page: 'home', nextWords: last ? 'home' : 'next', first: now.room?.index === 0, motion: now.motion, hold: false, homeWords: homeWords(), ...now.desk?.keys() };
  }

  function homeWords(): string {
    const step = only?.steps[now.chosen];
    return step ? `open ${now.chosen + 1}, ${step.title}` : `open lesson ${course.lessons[now.chosen]?.number ?? ''}`;
  }

  function draw(width: number, height: number): { sheet: Sheet; list?: ListPlace } {
    const sheet = newSheet(width, height);
    if (width < 80 || height < 24) smallPage(sheet);
    else if (now.over) drawOver(sheet, now.over);
    else if (!now.desk) return drawHome(sheet);
    else now.desk.draw(sheet, frameOf());
    return { sheet: noticed(sheet) };
  }

  function drawHome(sheet: Sheet): { sheet: Sheet; list: ListPlace } {
    const list = homePage(sheet, { lessons: course.lessons, state: course.state.get(), chosen: now.chosen, drift: now.drift, keys: keyState(), notice: shortNotice(sheet), command: now.command });
    return { sheet: noticed(sheet), list };
  }

  function drawOver(sheet: Sheet, over: 'help' | 'task'): void {
    const frame = { ...frameOf(), here: over };
    if (over === 'help') now.most = helpPage(sheet, frame, underState(), now.scroll);
    else if (now.room) {
      const { step } = now.room;
      const extra = step.kind === 'build' ? [step.exercise.goal, `By hand: \`${step.exercise.byHand}\``] : [];
      now.most = taskPage(sheet, frame, { title: pageOf(now.room).title, page: pageOf(now.room), extra, scroll: now.scroll });
    }
  }

  function frameOf(): Frame {
    const { room, desk } = now;
    const steps = room?.lesson.steps.map(({ id }) => ({ done: course.state.get().steps[`${room.lesson.id}/${id}`] === 'done' })) ?? [];
    return { lesson: { number: room?.lesson.number ?? 0, title: room?.lesson.title ?? 'Home' }, here: desk?.here() ?? 'Home', question: desk?.question() ?? '', steps, step: room?.index ?? 0, keys: keyState(), notice: now.notice && now.notice.length <= 78 ? now.notice : undefined, command: now.command, right: desk?.right?.() };
  }

  function shortNotice(sheet: Sheet): string | undefined {
    return now.notice && now.notice.length <= sheet.width - 2 ? now.notice : undefined;
  }

  // A long notice takes as many rows as it needs, until the next key.
  function noticed(sheet: Sheet): Sheet {
    const width = sheet.width - 2;
    if (!now.notice || (now.notice.length <= 78 && !isSmall(sheet)) || sheet.width < 80 || sheet.height < 24) return sheet;
    const lines = wrap(now.notice, width).slice(0, 4);
    lines.forEach((line, i) => {
      const y = sheet.height - 1 - lines.length + i;
      put(sheet, 0, y, ' '.repeat(sheet.width));
      put(sheet, 1, y, span('focus', line, lines.length > 1));
    });
    return sheet;
  }

  function drift(): void {
    if (now.desk || now.over || !now.motion) return;
    now.drift++;
    stage.changed();
  }

  function firstChoice(): number {
    const { at } = course.state.get();
    const index = only ? only.steps.findIndex(({ id }) => at?.lesson === only.id && at.step === id) : course.lessons.findIndex(({ id }) => at?.lesson === id);
    return Math.max(0, index);
  }

  function passedNow(): number {
    return Object.values(course.state.get().exercises).filter(({ state }) => state === 'passed').length;
  }

  async function close(): Promise<Goodbye> {
    leaveDesk();
    await Promise.all(gone.closing);
    const minutes = Math.max(1, Math.round((Date.now() - gone.began) / 60_000));
    course.state.spent(minutes);
    return { ended: gone.ended, minutes, lost: gone.lost, passed: Math.max(0, passedNow() - gone.passed), steps: gone.steps, next: nextWords(), folder: course.workspace.folder };
  }

  function nextWords(): string | undefined {
    const { at, steps } = course.state.get();
    const lesson = course.lessons.find(({ id }) => id === at?.lesson) ?? course.lessons[0];
    const index = lesson?.steps.findIndex(({ id }) => steps[`${lesson.id}/${id}`] !== 'done') ?? -1;
    return lesson && index >= 0 ? `lesson ${lesson.number}, step ${index + 1}: ${lesson.steps[index]!.title}` : undefined;
  }
}

function idOf({ lesson, step }: Room): string {
  return `${lesson.id}/${step.id}`;
}

// The home page's list hears these itself.
function isListPress(name: string): boolean {
  return ['up', 'down', 'j', 'k', 'enter'].includes(name) || /^[1-9]$/.test(name);
}
