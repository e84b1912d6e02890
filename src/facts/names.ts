/** The one table of words that several rooms must spell alike; test/names.test.ts holds everything else against it. */

/** The steps of each lesson, in order; an id never changes, because progress files carry it. */
export const steps = {
  '2-load-balancing': ['traffic-officer', 'round-robin', 'dice', 'four-roads', 'four-troubles', 'the-plug', 'breakdowns', 'health-checks', 'recap'],
} as const;

/** The checks of each exercise, in the order in which they run. */
export const checks = {
  'round-robin': ['one-by-one', 'all-at-once', 'same-line', 'letter-intact'],
  'health-checks': ['feels-sick', 'a-blink', 'falls-at-two', 'pulled-plug', 'the-liar', 'comes-back', 'one-trial', 'nobody-home', 'not-in-the-way'],
} as const;

/** What a failed check points at; each exercise has one hint ladder for each of its symptoms. */
export const symptoms = {
  'round-robin': ['all-to-one', 'not-in-turn', 'one-forgotten', 'letter-changed'],
  'health-checks': ['sent-to-the-dead', 'sick-unseen', 'too-nervous', 'liar', 'never-back', 'stalled-checks', 'fell-over', 'checks-per-request', 'not-on-trial', 'turns-gone'],
} as const;

/** Symptoms that any exercise can show: the program did not start, did not listen, did not answer, or ended. */
export const commonSymptoms = ['ended-early', 'not-listening', 'no-answer', 'ended-midway', 'cut-off'] as const;

/** How a balancer chooses. "least busy" and the like are words on screen only. */
export const policies = ['round-robin', 'random', 'two-choices', 'least-connections'] as const;

/** What can be wrong with a server that is still running; `well` puts it right. */
export const troubles = ['well', 'freeze', 'lie', 'slow', 'blink'] as const;

/** The environment variables of the course itself. */
export const courseEnvironment = [
  'RUSHHOUR_HOME', 'RUSHHOUR_RUN', 'RUSHHOUR_TAP', 'RUSHHOUR_MACHINE', 'RUSHHOUR_THEME', 'RUSHHOUR_ASCII', 'RUSHHOUR_MOTION', 'RUSHHOUR_PLAIN',
] as const;

/** The environment variables of a learner's program and of our machines: the contract of every exercise. */
export const contractEnvironment = [
  'PORT', 'SERVERS', 'CHECK_MS', 'TRY_MS', 'EJECT_MS', 'NAME', 'WORKERS', 'WORK_MS', 'WORK',
] as const;

/** The headers by which the crowd names a request and deals it its work (milliseconds). */
export const headers = { request: 'x-rushhour-request', work: 'x-rushhour-work', servedBy: 'x-served-by' } as const;

export type LessonId = keyof typeof steps;
export type ExerciseName = keyof typeof checks;
export type CheckName = (typeof checks)[ExerciseName][number];
export type Symptom = (typeof symptoms)[ExerciseName][number] | (typeof commonSymptoms)[number];
export type Policy = (typeof policies)[number];
export type Trouble = (typeof troubles)[number];
