import type { Step } from '../../course/lesson.ts';
import { checks as checkNames, type ExerciseName } from '../../facts/names.ts';
import type { Judgement } from '../../facts/verdict.ts';
import { buildPage } from '../pages/build.ts';
import { hintsPage } from '../pages/hints.ts';
import { taskPage } from '../pages/task.ts';
import { canReplay, checkName, judgementWords } from '../words/verdict.ts';
import { pageOf, type Desk, type Room } from './desk.ts';
import { openJudged } from './judged.ts';
import { beginWork } from './work.ts';

type Over = 'hints' | 'solution' | undefined;

/** An exercise: opens its judge, shows each save's verdict, its hints and our solution. */
export function buildDesk(room: Room, { exercise }: Extract<Step, { kind: 'build' }>): Desk {
  const id = `${room.lesson.id}/${exercise.name}`;
  const file = room.course.workspace.fileOf(id);
  const names = checkNames[exercise.name as ExerciseName] ?? [];
  let over: Over;
  let asking: string | undefined;
  let scroll = 0;
  let most = 0;

  const work = beginWork(names, room.motion);
  const judged = openJudged(room.course, exercise, id, `${room.lesson.id}/${room.step.id}`);
  const judge = room.course.openCheck(id, (line) => {
    if (line.kind === 'saved') over = undefined;
    if (work.hear(line)) room.changed();
    if (line.kind === 'verdict') judged.note(line);
  });

  function hint(): true {
    if (over === 'hints' || judged.ladder().opened === 0) judged.openHint();
    over = 'hints';
    return true;
  }

  // Capitals ask once before they act.
  function once(what: string, words: string, act: () => void): boolean | string {
    if (asking !== what) {
      asking = what;
      return words;
    }
    asking = undefined;
    act();
    return true;
  }

  function showSolution(): void {
    over = 'solution';
    scroll = 0;
    if (room.course.state.get().exercises[id]?.state !== 'passed') room.course.state.seen(`${room.lesson.id}/${room.step.id}`);
  }

  function openEditor(): true {
    const opening = room.lend(async () => room.say((await room.course.workspace.edit(file, lineOf(work.now.judgement))).words));
    void opening.catch(sayError);
    return true;
  }

  function sayError(error: unknown): void {
    room.say(error instanceof Error ? error.message : String(error));
  }

  function replay(): string {
    const { judgement } = work.now;
    if (!judgement) return 'After the first check.';
    const failed = judgement.checks.find(({ result }) => result === 'failed');
    const words = failed?.result === 'failed' ? `npx ${failed.replay}` : `npx rushhour replay ${exercise.name} ${names[0]} --seed ${judgement.seed}`;
    room.copy(words);
    return `In another terminal (copied): ${words}`;
  }

  const commands: Record<string, () => boolean | string> = {
    check: () => {
      over = undefined;
      work.begin();
      judge.again();
      return true;
    },
    again: () => commands['check']!(),
    stop: () => {
      judge.stop();
      work.now.running = false;
      return 'The check is stopped. r starts it anew.';
    },
    hint,
    edit: openEditor,
    replay,
    path: () => {
      room.copy(file);
      return `Copied: ${file}`;
    },
    solution: () => (over === 'solution' ? true : once('solution', 'Press H again to open our solution; until you pass, the step is then marked seen, not done.', showSolution)),
    restore: () => once('restore', 'Press R again to put our file back; yours is kept beside it.', () => void room.course.workspace.reset(id).then(({ words }) => room.say(words), sayError)),
  };

  return {
    here: () => `Build: ${exercise.title}`,
    question: () => (over === 'solution' ? 'Our solution, one of many that pass' : goalOf(exercise.goal)),
    keys: () => ({ page: over ?? 'build', build: { running: work.now.running, judged: work.now.judgement !== undefined, started: !work.now.judgement || canReplay(work.now.judgement), opened: judged.ladder().opened, hints: 3, passed: work.now.judgement?.result === 'passed', editor: hasEditor(), line: lineOf(work.now.judgement) } }),
    right: () => (work.now.running ? 'Esc stop' : undefined),
    sentence: () => (work.now.judgement ? judgementWords(work.now.judgement) : work.now.running ? 'The checks are running.' : `Nothing is checked yet; ${names.length} checks wait for your save.`),
    draw(sheet, frame) {
      if (over === 'hints') return hintsPage(sheet, frame, { ...judged.ladder(), because: because(), checks: work.now.checks, judgement: work.now.judgement });
      if (over === 'solution') {
        most = taskPage(sheet, frame, { title: `solutions/${id}.ts`, right: 'one of many that pass', code: room.course.workspace.solutionOf(id), scroll });
        return;
      }
      buildPage(sheet, frame, { exercise, page: pageOf(room), file: short(file, room.course.workspace.folder), motion: room.motion(), editor: hasEditor(), line: lineOf(work.now.judgement), ...work.now });
    },
    obey(command) {
      const wasAsking = asking !== undefined;
      if (command !== 'solution' && command !== 'restore') asking = undefined;
      if (command === 'home' && wasAsking) return true;
      if (command === 'home' && over) {
        over = undefined;
        return true;
      }
      if (command === 'home' && work.now.running) return commands['stop']!();
      if (over && (command === 'up' || command === 'down')) {
        scroll = Math.max(0, Math.min(most, scroll + (command === 'up' ? -1 : 1)));
        return true;
      }
      return commands[command]?.() ?? false;
    },
    async close() {
      return { ended: await judge.close(), lost: 0 };
    },
  };

  function because(): string {
    const { check } = judged.ladder();
    return check ? `"${checkName(check)}" fails` : 'nothing has failed yet';
  }
}

function hasEditor(): boolean {
  return Boolean(process.env['VISUAL'] || process.env['EDITOR']);
}

/** The first sentence of a goal stands on line 2. */
function goalOf(goal: string): string {
  return /^.*?[.:;](?=\s|$)/.exec(goal)?.[0].replace(/[:;]$/, '.') ?? goal;
}

// Only the bundler and Node give line numbers; they stand in the words as file.ts:7.
function lineOf(judgement: Judgement | undefined): number | undefined {
  const failed = judgement?.checks.find(({ result }) => result === 'failed');
  const found = failed?.result === 'failed' && /\.[mc]?[jt]s:(\d+)/.exec(`${failed.saw} ${failed.likely ?? ''}`);
  return found ? Number(found[1]) : undefined;
}

function short(file: string, folder: string): string {
  return file.startsWith(folder) ? file.slice(folder.length).replace(/^[/\\]/, '') : file;
}
