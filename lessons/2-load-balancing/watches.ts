import type { MachineId } from '../../src/facts/fact.ts';
import type { Picture } from '../../src/facts/picture.ts';
import type { Controls, Watch } from '../../src/course/lesson.ts';
import { balls } from '../../src/traffic/theory/balls.ts';
import { plug } from '../../src/traffic/theory/plug.ts';
import { policyTheory } from '../../src/traffic/theory/policy.ts';
import type { Traffic } from '../../src/traffic/traffic.ts';
import { dice, fourRoads, threeRoads } from './system.ts';

const traffic: Traffic = { rate: 60, gaps: 'even', work: 'fixed', workMs: 50, path: '/weather/karachi', seed: 2, patienceMs: 30_000 };

/** 1,000 real requests, twice: a die for each, then the emptier of two. Theory is the fullest road's surplus, in cars. */
export const diceReveal: Watch = {
  question: 'How full is the fullest road?',
  system: dice,
  traffic: { ...traffic, rate: 200, workMs: 0 },
  panels: ['roads', 'counts', 'story', 'try'],
  levers: ['again'],
  rates: [200],
  policies: ['random', 'two-choices'],
  policy: 'random',
  rounds: { policies: ['random', 'two-choices'], seconds: 5, requests: 1000 },
  theory: surplus,
  tries: [
    { words: 'wait for both rounds: which is fuller?', done: ({ rounds }) => rounds.length >= 2 },
    { words: 'again: is it the same every time?', done: ({ rounds }) => rounds.length >= 4 },
  ],
};

/** Four rules for the same crowd: turns even out counts, not waits. */
export const fourRoadsWatch: Watch = {
  question: 'Same crowd, same four servers: does it matter who gets whom?',
  system: fourRoads,
  traffic: { ...traffic, rate: 140, gaps: 'poisson', work: 'exponential', workMs: 20 },
  panels: ['roads', 'answers', 'waiting', 'rounds', 'try'],
  levers: ['policy', 'all-policies', 'rate', 'stop', 'again', 'reset'],
  rates: [100, 120, 140, 160, 180],
  policies: ['random', 'round-robin', 'two-choices', 'least-connections'],
  policy: 'round-robin',
  rounds: { policies: ['random', 'round-robin', 'two-choices', 'least-connections'], seconds: 25 },
  theory: policyTheory,
  tries: [
    { words: 'another rule: does the worst wait change?', done: ({ policy, window }) => policy !== 'round-robin' && window.seconds >= 5 },
    { words: 'all four, one after the other', done: ({ rounds }) => new Set(rounds.map((round) => round.policy)).size >= 4 },
    { words: '180 a second: which rule suffers most?', done: ({ rate, window }) => rate >= 180 && window.seconds >= 5 },
  ],
};

/** Three servers that can die, freeze, lie and blink; the balancer's own checks run once a second. */
export const breakdowns: Watch = {
  question: 'If a server breaks, who notices first: the balancer or the visitors?',
  system: threeRoads,
  traffic,
  panels: ['roads', 'answers', 'waiting', 'story', 'try'],
  levers: ['stop', 'trouble', 'passive', 'stop-balancer', 'rate', 'add', 'drop', 'reset', 'again'],
  rates: [30, 60, 90, 120, 150],
  policies: ['round-robin'],
  policy: 'round-robin',
  passive: false,
  theory: lostTheory,
  tries: [
    { words: 'stop s2: how many are lost?', done: (picture) => servers(picture).some(({ state, opinion }) => state === 'stopped' && opinion === 'out') },
    { words: 'bring it back: when is it used again?', done: isBackInUse },
    { words: 'let one lie: do the checks see it?', done: (picture) => servers(picture).some(({ id, lost }) => lost > 0 && hasLied(picture, id)) },
    { words: 'passive checks on, then break one', done: brokeWithPassiveOn },
    { words: 'stop the balancer: who is left?', done: ({ story }) => story.some((line) => line.what === 'stopped' && line.machine === 'lb') },
  ],
};

/** What the dice questions are measured by: the last round's fullest road above its even share. */
export function fullestRoad({ rounds }: Picture, question: string): number | undefined {
  const policy = question === 'one-die' ? 'random' : 'two-choices';
  return rounds.findLast((round) => round.policy === policy)?.above;
}

/** How many people were lost when a server was stopped for the first time, by the story; undefined before that, and when more is changed than the question says. */
export function lostAtTheStopped(picture: Picture): number | undefined {
  const ids = new Set(servers(picture).map(({ id }) => id));
  const at = picture.story.findIndex((line) => line.what === 'stopped' && ids.has(line.machine));
  if (at < 0 || picture.passive || picture.rate !== breakdowns.traffic.rate || ids.size !== 3) return undefined;
  const stopped = picture.story[at]!;
  const lost = picture.story.slice(at).find((line) => line.what === 'lost' && 'machine' in stopped && line.machine === stopped.machine);
  return lost?.what === 'lost' ? lost.people : 0;
}

function surplus({ policy, servers }: Controls) {
  if (policy !== 'random' && policy !== 'two-choices') return undefined;
  const { above, give } = balls({ balls: 1000, bins: servers, choices: policy === 'random' ? 1 : 2 });
  return { name: policy === 'random' ? 'a die for each' : 'the emptier of two', line: above, band: [Math.max(0, above - give), above + give] as [number, number] };
}

/** Active checks alone lose a share of 1.5 checks; a passive one only those inside and the first who is refused. */
function lostTheory({ rate, servers, workMs, checkMs, passive }: Controls) {
  if (passive) return { name: 'those inside, and one refused', lost: (rate / servers / 1000) * workMs + 1 };
  return { name: 'a share of one and a half checks', lost: plug({ rate, servers, checkMs }).lost };
}

function servers({ machines }: Picture) {
  return machines.filter(({ role }) => role === 'server');
}

function isBackInUse(picture: Picture): boolean {
  const returned = servers(picture).filter(({ id, state, opinion }) => state === 'running' && opinion === 'up' && hasReturned(picture, id));
  return returned.some(({ share }) => share > 0.2);
}

function hasReturned({ story }: Picture, id: MachineId): boolean {
  const left = story.findIndex((line) => line.what === 'stopped' && line.machine === id);
  return left >= 0 && story.slice(left).some((line) => line.what === 'started' && line.machine === id);
}

function hasLied({ story }: Picture, id: MachineId): boolean {
  return story.some((line) => line.what === 'troubled' && line.machine === id && line.trouble === 'lie');
}

function brokeWithPassiveOn({ story, passive }: Picture): boolean {
  const on = story.findLastIndex((line) => line.what === 'passive' && line.on);
  return passive === true && on >= 0 && story.slice(on).some((line) => (line.what === 'stopped' && line.machine !== 'lb') || (line.what === 'troubled' && line.trouble !== 'well'));
}
