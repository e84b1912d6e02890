import { now } from '../facts/clock.ts';
import type { RunningProgram } from '../system/program.ts';
import { isPage, type Answer } from './client.ts';
import { cannotJudge, errorLine, fail, tryQuieter, type Wrong } from './common.ts';
import { lateMs, veryLateMs, watchLateness, type Late } from './lateness.ts';
import type { Arrival, Neighbour, Neighbours } from './neighbours.ts';
import type { Scene, Seen } from './scene.ts';
import { got } from './turns.ts';
import { rest, until } from './until.ts';

/** Three servers, the learner's program before them, and `s2`, to which things will happen. */
export type Road = { servers: Neighbours; program: RunningProgram; s2: Neighbour };

/** Starts three servers and the program, and lets a few visitors through: all is well before anything is broken. */
export async function openRoad(scene: Scene, knobs: { CHECK_MS: number; TRY_MS: number; EJECT_MS: number }): Promise<Road> {
  // time goes on in these checks: a replay waits before what is broken, not before each visitor
  scene.waitsForVisits = false;
  const servers = await scene.servers(3);
  const program = await scene.program({ SERVERS: servers.list, ...Object.fromEntries(Object.entries(knobs).map(([name, value]) => [name, String(value)])) });
  // a careful program may ask its servers first
  for (const end = performance.now() + 1_000; !isPage(await scene.visit()) && performance.now() < end; ) await rest(30, scene.signal);
  // "not found" is an answer: whoever gives it is well
  for (let i = 0; i < 3; i++) await scene.visit({ path: '/weather/nowhere' });
  const nine = (): Promise<Seen[]> => scene.oneByOne(9, { goOn: (one) => isPage(one.answer) && one.arrival !== undefined });
  let seen = await nine();
  const isFair = (): boolean => servers.ids.every((id) => Math.abs(sentTo(id, seen) - 3) <= 1);
  // a careful program may let its servers in one after the other
  for (const end = performance.now() + 1_000; seen.length === 9 && !isFair() && performance.now() < end; seen = await nine()) await rest(30, scene.signal);
  const unhappy = seen.find((one) => !isPage(one.answer));
  const likely = unhappy?.answer.status === 503 ? 'a 404 is an answer too: the server that gives it is well.' : undefined;
  if (unhappy) fail({ saw: `All three servers are well, and a visitor read ${said(unhappy.answer)}.`, likely, symptom: 'no-answer' });
  if (seen.some((one) => !one.arrival)) fail({ saw: 'A visitor read 200, and none of the servers was asked.', likely: 'your program answered by itself; its work is to ask a server.', symptom: 'no-answer' });
  if (!isFair()) fail({ saw: `All three servers are well, and of 9 visitors they got: ${got(servers.ids, seen.map((one) => one.arrival!.server))}.`, likely: 'the turns of round robin are gone; among the servers that are well they stay.', symptom: 'turns-gone' });
  return { servers, program, s2: servers.get('s2') };
}

/** How many visitors got no page. */
export function lost(answers: Answer[]): number {
  return answers.filter((one) => !isPage(one)).length;
}

/** How many of these visitors were sent to a server. */
export function sentTo(id: string, seen: Seen[]): number {
  return seen.filter((one) => one.arrival?.server === id).length;
}

/** Visitors, a few at a time, until none of the last six was sent to this server and all got their page; says whether that came within `ms`. */
export async function untilLeft(scene: Scene, id: string, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await rest(20, scene.signal)) {
    const seen = await scene.oneByOne(6, { goOn: () => performance.now() < end });
    if (seen.length === 6 && sentTo(id, seen) === 0 && lost(seen.map((one) => one.answer)) === 0) return true;
  }
  return false;
}

/** Waits until this server has given `count` bad answers on /health since `from`; ends the check when nobody asks. */
export async function badChecks(scene: Scene, server: Neighbour, from: number, count: number): Promise<void> {
  const bad = (): Arrival[] => server.checks().slice(from).filter((one) => one.answered?.status === 503);
  if (await until(() => bad().length >= count, 3_000, scene.signal)) return;
  fail({ saw: `In 3 s ${server.id} was asked for its /health ${server.checks().length - from} times.`, likely: 'ask each server on a timer, every CHECK_MS.', symptom: 'sick-unseen' });
}

/** Ends the check with `wrong`, unless our own clock was late meanwhile: then nobody can tell. A miss that is `far` from the line needs more than that to be doubted. */
export function blame(wrong: Wrong, late: Late, far = false): never {
  return late.ms > (far ? veryLateMs : lateMs) ? cannotJudge(late.why, tryQuieter) : fail(wrong);
}

/** What a visitor read, in words. */
export function said(answer: Answer): string {
  if (answer.ending === 'answered') return String(answer.status);
  return answer.ending === 'silent' ? 'nothing' : 'a broken connection';
}

/** Health checks that reached a server between two moments. */
export function checksBetween(server: Neighbour, from: number, to: number): Arrival[] {
  return server.checks().filter((one) => one.at >= from && one.at < to);
}

/** kill -9, and between which moments it happened: ordered, and its exit seen. */
export async function pullPlug(server: Neighbour): Promise<{ from: number; to: number }> {
  const from = now();
  await server.kill();
  return { from, to: now() };
}

/** Whether this visitor was under way when the plug was pulled; at 60 a second three knock within 50 ms, and one of them is the first to find the door closed. */
export function isInside(answer: Answer, pulled: { from: number; to: number }): boolean {
  return answer.sentAt <= pulled.to + 50 && answer.sentAt + answer.ms >= pulled.from;
}

/** For a replay: tells the visitor by whom a server of three has clearly missed its turn, five in a row without it. */
export function missesTurns(id: string): (seen: Seen) => boolean {
  let without = 0;
  return (seen) => (without = seen.arrival?.server === id ? 0 : without + 1) >= 5;
}

/** Exactly the next check of s2 fails, and we wait until it was asked. */
export async function oneBadCheck(scene: Scene, s2: Neighbour): Promise<void> {
  await scene.pace('s2 fails exactly its next check', true);
  const before = s2.checks().length;
  await s2.order({ order: 'bad-checks', count: 1 });
  await badChecks(scene, s2, before, 1);
  scene.after('s2 failed one check');
  // the answer is on its way to the program
  await rest(30, scene.signal);
}

/** After one bad sign s2 still gets a third, within one. */
export function keepsItsShare(seen: Seen[], count: number, late: Late): void {
  const share = sentTo('s2', seen);
  if (Math.abs(share - count / 3) <= 1) return;
  if (share > count / 3) blame({ saw: `One check of s2 failed, and of the next ${count} visitors it got ${share}: more than its turn.`, symptom: 'too-nervous' }, late);
  blame({ saw: `Of the next ${count} visitors s2 got ${share}. One single check failed and s2 was out.`, likely: 'On a busy day that empties the whole road.', symptom: 'too-nervous' }, late, share <= count / 6);
}

/** After a return: thirty visitors, counts within one; a road that is warming up gets three tries. */
export async function evenAgain(scene: Scene, ids: string[]): Promise<void> {
  for (let round = 1; ; round++) {
    const stop = watchLateness();
    const went = (await scene.oneByOne(30)).map((one) => one.arrival?.server ?? '');
    const counts = ids.map((id) => went.filter((who) => who === id).length);
    const late = stop();
    if (Math.max(...counts) - Math.min(...counts) <= 1) return;
    if (round === 3) blame({ saw: `s2 is back, but its turn is not: of 30 visitors ${got(ids, went)}.`, symptom: 'never-back' }, late);
    await rest(200, scene.signal);
  }
}

/** Ten visitors with nobody left. The first refusals may still be 502: until all servers are known to be out. */
export async function refusals(scene: Scene): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const end = performance.now() + 2_000; performance.now() < end && !scene.ended(); ) {
    const answer = await scene.visit({ patienceMs: 1_000 });
    if (answer.status === 503) break;
    await rest(20, scene.signal);
  }
  for (let i = 0; i < 10 && !scene.ended(); i++) answers.push(await scene.visit({ patienceMs: 1_000 }));
  // the exit of a program is seen a moment after its connections broke
  if (answers.some((answer) => answer.ending === 'cut' || answer.ending === 'refused')) await until(() => scene.ended() !== undefined, 300, scene.signal);
  return answers;
}

/** The line of a program's last words that says why it ended. */
export async function lastError(words: () => string[]): Promise<string> {
  await until(() => errorLine(words()) !== undefined, 300);
  return (errorLine(words()) ?? 'it said nothing').replace(/\.$/, '');
}
