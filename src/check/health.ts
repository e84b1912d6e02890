import type { RunningProgram } from '../system/program.ts';
import { isPage, type Answer } from './client.ts';
import { cannotJudge, fail, tryQuieter, type Wrong } from './common.ts';
import type { Arrival, Neighbour, Neighbours } from './neighbours.ts';
import type { Scene, Seen } from './scene.ts';
import { rest, until } from './until.ts';

/** Three servers, the learner's program before them, and `s2`, to which things will happen. */
export type Road = { servers: Neighbours; program: RunningProgram; s2: Neighbour };

/** Starts three servers and the program, and lets a few visitors through: all is well before anything is broken. */
export async function openRoad(scene: Scene, knobs: { CHECK_MS: number; TRY_MS: number; EJECT_MS: number }): Promise<Road> {
  const servers = await scene.servers(3);
  const program = await scene.program({ SERVERS: servers.list, ...Object.fromEntries(Object.entries(knobs).map(([name, value]) => [name, String(value)])) });
  // a careful program may ask its servers first
  for (const end = performance.now() + 1_000; !isPage(await scene.visit()) && performance.now() < end; ) await rest(30, scene.signal);
  const seen = await scene.oneByOne(9, { goOn: (one) => isPage(one.answer) });
  const unhappy = seen.find((one) => !isPage(one.answer));
  if (unhappy) fail({ saw: `All three servers are well, and a visitor read ${said(unhappy.answer)}.`, symptom: 'no-answer' });
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
  fail({ saw: `In 3 s ${server.id} was asked for its /health ${server.checks().length - from} times.`, likely: 'Ask each server on a timer, every CHECK_MS.', symptom: 'sick-unseen' });
}

/** Ends the check with `wrong`, unless our own clock was late meanwhile: then nobody can tell. */
export function blame(wrong: Wrong, late: string | undefined): never {
  return late ? cannotJudge(late, tryQuieter) : fail(wrong);
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
