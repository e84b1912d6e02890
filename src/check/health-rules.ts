import { now } from '../facts/clock.ts';
import type { Answer } from './client.ts';
import { blame, lost } from './health.ts';
import { watchLateness } from './lateness.ts';
import type { Arrival, Neighbour } from './neighbours.ts';
import type { Scene } from './scene.ts';
import { rest, until } from './until.ts';

/** The health checks among these that were answered with 200. */
export function goodOnes(arrivals: Arrival[]): Arrival[] {
  return arrivals.filter((one) => one.health && one.answered?.status === 200);
}

/** s2 is out by its checks and well again: one good answer does not bring it back, two do. `from` = its checks before the good ones. */
export async function risesAtTwo(scene: Scene, s2: Neighbour, from: number): Promise<void> {
  const good = (): Arrival[] => goodOnes(s2.checks().slice(from));
  await until(() => good().length >= 1, 2_000, scene.signal);
  const isBack = (): boolean => s2.pages().some((page) => page.at > (good()[0]?.at ?? Infinity));
  // the answer is on its way to the program
  await rest(40, scene.signal);
  const stop = watchLateness();
  await scene.oneByOne(9);
  const [first, second] = good();
  const early = s2.pages().filter((page) => page.at > (first?.at ?? Infinity) && (!second || page.at < second.at)).length;
  if (early > 0) blame({ saw: `s2 was out, gave one good answer on /health, and got ${early} visitors before the second.`, likely: 'two good answers in a row bring a server back; one may be luck.', symptom: 'never-back' }, stop());
  // a third good answer is for programs that ask in rounds
  while (!isBack() && good().length < 4) {
    await scene.oneByOne(3);
    await rest(20, scene.signal);
  }
  await rest(40, scene.signal);
  if (!isBack()) await scene.oneByOne(9);
  if (!isBack()) blame({ saw: `s2 has given ${good().length} good answers on /health in a row and got nobody.`, likely: 'two good answers bring a server back, if its visitors have nothing against it.', symptom: 'never-back' }, stop());
  stop();
}

/** A server that cuts every connection is left at once; one that is out meanwhile may cost a trial, and one visitor more is forgiven. */
export async function leavesWhoCuts(scene: Scene, server: Neighbour): Promise<void> {
  await scene.pace(`${server.id} cuts the connection on every page`, true);
  await server.order({ order: 'pages', answer: 'cut' });
  scene.after(`${server.id} began to cut connections`);
  const stop = watchLateness();
  const gone = lost((await scene.oneByOne(12)).map((one) => one.answer));
  if (gone > 3) blame({ saw: `${server.id} cut the connection on every page; ${gone} of 12 visitors got no page.`, likely: 'A reset is as good as a refusal: out at once.', symptom: 'sent-to-the-dead' }, stop(), gone >= 5);
  stop();
}

/** How long the program waited for a silent server before it hung up, the middle one of all; NaN when it never did. */
export function patienceOf(pages: Arrival[]): number {
  const waits = pages.flatMap((page) => (page.gone === undefined ? [] : [page.gone - page.at])).sort((a, b) => a - b);
  return waits[waits.length >> 1] ?? NaN;
}

/** Until three quarters of EJECT_MS are over nobody is sent to a server that was silent, whatever its /health says. */
export async function staysOut(scene: Scene, server: Neighbour, since: number, ejectMs: number): Promise<void> {
  const end = since + 0.75 * ejectMs;
  const stop = watchLateness();
  while (now() < end) {
    await scene.oneByOne(3, { goOn: () => now() < end });
    await rest(50, scene.signal);
  }
  const early = server.pages().filter((page) => page.at > since && page.at < end);
  if (early[0]) blame({ saw: `${server.id} was silent and out; ${Math.round(early[0].at - since)} ms later it got a visitor again, and EJECT_MS is ${ejectMs}.`, likely: 'out is out for EJECT_MS: a good answer on /health does not make it shorter.', symptom: 'liar' }, stop());
  stop();
}

/** Whether an answer says when to come again: retry-after in seconds, or as a date. */
export function saysWhen(answer: Answer): boolean {
  const when = String(answer.headers['retry-after'] ?? '');
  return /^\d+$/.test(when.trim()) || !Number.isNaN(Date.parse(when));
}
