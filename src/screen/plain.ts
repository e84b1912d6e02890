import { lineReader } from '../facts/stream.ts';
import type { Ended } from '../facts/picture.ts';
import type { CourseProps } from './course.ts';
import { passedIn } from './player/visit.ts';
import { openPlainStep } from './plain/open.ts';
import type { PlainPlace, PlainStep } from './plain/step.ts';
import { nextStepWords } from './words/next.ts';
import { overview } from './words/overview.ts';
import type { Goodbye } from './words/receipt.ts';

/** The course as plain text until it is left: lines are only added, numbers choose, commands are words. `because`: why it is plain. */
export async function startPlain(course: CourseProps, input: NodeJS.ReadableStream, output: NodeJS.WritableStream, because?: string): Promise<Goodbye> {
  const began = Date.now();
  const gone = { ended: [] as Ended[], lost: 0, steps: [] as string[], passed: passedIn(course) };
  const print = (lines: string[]) => void output.write(`${lines.join('\n')}\n`);
  let place: (PlainPlace & { step: PlainStep }) | undefined;
  let leave: () => void = () => {};
  const left = new Promise<void>((resolve) => (leave = resolve));

  async function open(lesson: number, index: number): Promise<void> {
    await close();
    const found = course.lessons[lesson];
    const step = found?.steps[index];
    if (!found || !step) return home();
    course.state.at(found.id, step.id);
    gone.steps.push(`lesson ${found.number}, ${step.title}`);
    print(['', `Lesson ${found.number}, ${found.title}. Step ${index + 1} of ${found.steps.length}: ${step.title}.`]);
    place = { lesson: found, index, step: openPlainStep(course, { lesson: found, index }, print) };
  }

  async function close(): Promise<void> {
    const closing = place?.step.close();
    place = undefined;
    const { ended, lost } = (await closing) ?? { ended: [], lost: 0 };
    gone.ended.push(...ended);
    gone.lost += lost;
  }

  function home(): void {
    print(['', ...overview(course.lessons, course.state.get()).slice(0, -1), 'Type a step\'s number, or "next" to go on; "help" lists the commands.']);
  }

  async function obey(words: string): Promise<void> {
    if (words === 'quit' || words === 'q' || words === 'exit') return leave();
    if (place?.step.obey(words)) return;
    if (words === 'home') return close().then(home);
    if (words === 'next' && place) {
      place.step.finish();
      return open(course.lessons.indexOf(place.lesson), place.index + 1);
    }
    if (words === 'back' && place) return open(course.lessons.indexOf(place.lesson), place.index - 1);
    if (words === 'next' || words === '') return place ? undefined : open(...whereNow(course));
    if (words === 'help') return print(place?.step.help() ?? ['Type a step\'s number, "next", or "quit".']);
    if (words === 'pictures') return print(['Leave with quit, then: npx rushhour, in a terminal that draws, and without what asked for plain text.']);
    if (/^\d+$/.test(words) && !place) return open(0, Number(words) - 1);
    print([`"${words}" does nothing here; "help" lists the commands.`]);
  }

  print([`Rush Hour, plain text${because ? ` (because ${because})` : ''}. "help" lists commands; "pictures" says how to turn pictures on.`]);
  if (course.state.note) print([course.state.note]);
  const asked = course.lessons.findIndex(({ id }) => id === course.open?.lesson);
  let queue: Promise<void> = asked >= 0 ? open(asked, course.lessons[asked]!.steps.findIndex(({ id }) => id === course.open?.step)) : Promise.resolve(home());
  const read = lineReader((line) => void (queue = queue.then(() => obey(line.trim().toLowerCase())).catch((error: unknown) => print([String(error)]))));
  const onData = (chunk: Buffer | string) => read(String(chunk));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, leave);
  input.on('data', onData);
  // A script's last line may have no line break, and the commands before the end must still be obeyed.
  input.once('end', () => (read('\n'), void (queue = queue.then(leave))));
  await left;
  input.off('data', onData);
  input.pause();
  await close();
  for (const signal of signals) process.off(signal, leave);
  const minutes = Math.max(1, Math.round((Date.now() - began) / 60_000));
  course.state.spent(minutes);
  return { ended: gone.ended, minutes, lost: gone.lost, passed: passedIn(course) - gone.passed, steps: gone.steps, next: nextStepWords(course.lessons, course.state.get()), folder: course.workspace.folder };
}

function whereNow(course: CourseProps): [lesson: number, index: number] {
  const { at } = course.state.get();
  const lesson = Math.max(0, course.lessons.findIndex(({ id }) => id === at?.lesson));
  return [lesson, Math.max(0, course.lessons[lesson]?.steps.findIndex(({ id }) => id === at?.step) ?? 0)];
}
