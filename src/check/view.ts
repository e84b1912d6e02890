import type { MachineView, Picture } from '../facts/picture.ts';
import { now } from '../facts/clock.ts';
import type { Arrival, Neighbour } from './neighbours.ts';
import type { Scene } from './scene.ts';
import { tellJudge } from './wire.ts';

/** Tells the judge 15 times a second what the neighbours of a check see; returns how to stop. */
export function showPictures(scene: Scene): () => void {
  const from = now();
  const show = (): void => {
    if (scene.neighbours) tellJudge({ rushhour: 'picture', picture: pictureOf(scene, from, now()) });
  };
  const timer = setInterval(show, 66);
  return () => {
    clearInterval(timer);
    show();
  };
}

/** The picture of a check: who got how many, as the neighbours told it. */
export function pictureOf(scene: Scene, from: number, at: number): Picture {
  const pages = scene.neighbours?.pages ?? [];
  const servers = [...(scene.neighbours?.all ?? [])].sort((a, b) => a.id.localeCompare(b.id)).map((one) => serverView(one, pages.length, at));
  const answered = pages.filter((page) => page.answered).length;
  const lost = pages.filter((page) => page.gone !== undefined).length;
  const recent = pages.filter((page) => at - page.at < 1_000);
  return {
    kind: 'picture',
    at: at - from,
    rate: recent.length,
    door: 'you',
    yours: true,
    machines: [doorView(scene, pages), ...servers],
    flights: [],
    sampled: 1,
    inside: pages.length - answered - lost,
    lastSecond: { answered: recent.filter((page) => page.answered).length, failed: recent.filter((page) => page.gone !== undefined).length },
    curves: { answered: [], failed: [], p50: [], p99: [] },
    window: { seconds: (at - from) / 1000, mean: 0, p50: 0, p99: 0 },
    totals: { sent: pages.length, answered, failed: lost, mean: 0, p50: 0, p99: 0 },
    lateness: 0,
    rounds: [],
    story: [],
  };
}

const still: Omit<MachineView, 'id' | 'role' | 'state' | 'got'> = { trouble: 'well', workers: 0, busy: 0, waiting: 0, perSecond: 0, share: 0, lost: 0, lastWords: [] };

function serverView(one: Neighbour, all: number, at: number): MachineView {
  const pages = one.pages();
  const inside = pages.filter((page) => !page.answered && page.gone === undefined).length;
  return {
    ...still,
    id: one.id,
    role: 'server',
    state: one.isUp() ? 'running' : 'stopped',
    ...(one.isUp() ? {} : { why: 'killed' as const }),
    busy: one.isUp() ? inside : 0,
    perSecond: pages.filter((page) => page.answered && at - page.answered.at < 1_000).length,
    share: all === 0 ? 0 : pages.length / all,
    got: pages.length,
    lost: pages.filter((page) => page.gone !== undefined).length,
  };
}

function doorView(scene: Scene, pages: Arrival[]): MachineView {
  const exit = scene.ended();
  return {
    ...still,
    id: 'you',
    role: 'balancer',
    state: exit ? 'stopped' : scene.running ? 'running' : 'starting',
    ...(exit ? { why: 'crashed' as const } : {}),
    got: pages.length,
    lastWords: exit ? scene.running!.words().slice(-4) : [],
  };
}
