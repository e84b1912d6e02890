import type { Exercise } from '../../src/course/lesson.ts';
import { healthChecksHints, roundRobinHints } from './hints.ts';

/** The first win: three lines. */
export const roundRobin: Exercise = {
  name: 'round-robin',
  title: 'Take turns',
  term: 'round robin',
  goal: 'Send request 1 to the first server, request 2 to the second, and so on; after the last one start over.',
  minutes: 6,
  core: true,
  hints: roundRobinHints,
  why: 'Round robin needs no knowledge of the servers. That is its strength, and when one of them is slow or dead, its weakness.',
  stretch: 'A big server beside two small ones? Let WEIGHTS=4,1,1 mean: four of six go to the first, and never four in a row. The order a a b a a c is smooth; a a a a b c is not.',
  byHand: 'for i in 1 2 3 4 5 6; do curl -s -o /dev/null -D- localhost:$PORT/weather/karachi | grep x-served-by; done',
  neighbours: { servers: 3, env: {} },
};

/** The main work of the lesson. */
export const healthChecks: Exercise = {
  name: 'health-checks',
  title: 'Skip the dead',
  term: 'active and passive health checks',
  goal: 'Send nobody to a server that is down, use it again when it is well, and say so when nobody is left.',
  minutes: 20,
  core: true,
  hints: healthChecksHints,
  why: 'Active checks find the sick before visitors do; passive checks find what active ones cannot see. Fall and rise are two different numbers for two different fears.',
  stretch: 'The panic rule: when more than half of more than three servers look dead, it is more likely that your checker is ill. Then doubt it, and use them all.',
  byHand: 'curl -si localhost:$PORT/weather/karachi; kill -9 $S2; curl -si localhost:$PORT/weather/karachi',
  neighbours: { servers: 3, env: { CHECK_MS: '1000', TRY_MS: '1000', EJECT_MS: '5000' } },
};
