import type { Ending, MachineId, Opinion, RequestId, Role, Round, Theory } from './fact.ts';
import type { Policy, Trouble } from './names.ts';

/** One machine as the picture shows it; `share` 0-1 of the last 5 seconds' requests, `perSecond` answers, `lost` people since the start. */
export type MachineView = {
  id: MachineId;
  role: Role;
  state: 'starting' | 'running' | 'stopped' | 'failed';
  /** Why it stopped, when it did. */
  why?: 'asked' | 'crashed' | 'killed';
  trouble: Trouble;
  opinion?: Opinion;
  pid?: number;
  port?: number;
  /** Places to work, requests in them, requests waiting for one. */
  workers: number;
  busy: number;
  waiting: number;
  perSecond: number;
  share: number;
  got: number;
  lost: number;
  /** Its last words, when it failed or crashed: at most 4 lines, cleaned of control characters. */
  lastWords: string[];
};

/** One request on its way along one wire: `from` → `to`, left `at` (ms since the start); `ending` once it is known on this wire. */
export type Flight = { request: RequestId; from: MachineId; to: MachineId; at: number; ending?: Ending };

/** One line of the story: what happened, in the order of cause and effect; `at` is milliseconds since 1970. */
export type StoryLine = { at: number } & (
  | { what: 'stopped' | 'started' | 'crashed' | 'added' | 'dropped'; machine: MachineId; byYou: boolean; words?: string }
  | { what: 'troubled'; machine: MachineId; trouble: Trouble }
  | { what: 'judged'; machine: MachineId; opinion: Opinion; by: MachineId }
  | { what: 'lost'; machine: MachineId; people: number }
  | { what: 'rate'; rate: number }
  | { what: 'policy'; policy: Policy }
  | { what: 'passive'; on: boolean }
  | { what: 'round'; policy: Policy; number: number; of: number }
  | { what: 'late'; p99: number }
  | { what: 'said'; machine: MachineId; words: string }
);

/** What a live system looks like at one moment: frozen, made from Facts alone, 15 a second. Times in milliseconds, counts of people. */
export type Picture = {
  kind: 'picture';
  /** Milliseconds since the system started. */
  at: number;
  rate: number;
  policy?: Policy;
  passive?: boolean;
  /** Where traffic comes in: the balancer, or the learner's program. */
  door: MachineId;
  /** Whether the door is the learner's own program. */
  yours: boolean;
  machines: MachineView[];
  /** At most 12 flights, sampled: one in `sampled` requests is drawn. */
  flights: Flight[];
  sampled: number;
  /** People sent and not yet answered; the last second's answers and failures. */
  inside: number;
  lastSecond: { answered: number; failed: number };
  /** Four points a second, oldest first, at most 160: answers and failures a second, p50 and p99 of that quarter second (0 = nobody). */
  curves: { answered: number[]; failed: number[]; p50: number[]; p99: number[] };
  /** Since the start, or since the rate or policy last changed. */
  window: { seconds: number; mean: number; p50: number; p99: number };
  totals: { sent: number; answered: number; failed: number; mean: number; p50: number; p99: number };
  /** The crowd's own lateness, p99; over 20 the numbers cannot be trusted. */
  lateness: number;
  theory?: Theory;
  rounds: Round[];
  /** The comparison being played; `left` in seconds. */
  round?: { policy: Policy; number: number; of: number; left: number };
  /** Newest last, at most 40. */
  story: StoryLine[];
};

/** The end of a live stream: the whole run in numbers. */
export type Summary = {
  kind: 'summary';
  sent: number;
  answered: number;
  failed: number;
  mean: number;
  p50: number;
  p99: number;
  lateness: number;
  theory?: Theory;
  byMachine: Record<MachineId, { answered: number; failed: number }>;
  rounds: Round[];
  /** What was started and how each ended, for the receipt. */
  ended: Ended[];
};

/** One row of the receipt: a process of ours and its end. */
export type Ended = { what: string; pid: number; port?: number; stopped: 'asked' | 'by you' | 'crashed' | 'killed' | 'would not stop'; at: number; ms: number };
