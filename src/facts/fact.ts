import type { Policy, Trouble } from './names.ts';
import type { Verdict } from './verdict.ts';

/** A machine's name in its system: 's1', 'lb', 'crowd'. */
export type MachineId = string;

/** What a machine is for. */
export type Role = 'server' | 'balancer' | 'crowd';

/** A request's name, given by whoever sends it: 'r17'. */
export type RequestId = string;

/** A balancer's opinion of a server. */
export type Opinion = 'up' | 'doubtful' | 'out' | 'trial';

/** How a request ended for the visitor: a page, an error page, a cut connection, or patience run out. */
export type Ending = 'answered' | 'failed' | 'cut' | 'gave-up';

/** What theory says for the controls in force; times in milliseconds. `line` and `sameDice` are means. */
export type Theory = { name: string; line?: number; band?: [low: number, high: number]; sameDice?: number; lost?: number };

/** One policy's run in a comparison: times in milliseconds, `counts` requests a server, `above` = fullest minus even share, `lateness` the crowd's worst p99 in it (over 20: not to be trusted). */
export type Round = { policy: Policy; seconds: number; sent: number; mean: number; p99: number; counts: Record<MachineId, number>; above: number; lateness?: number; theory?: Theory };

/** Something that happened. Past tense, never changed, safe to send as JSON. `at` is milliseconds since 1970, with fractions. */
export type Fact = { readonly at: number } & (
  | { kind: 'machine-started'; machine: MachineId; role: Role; port: number; pid: number; workers?: number }
  | { kind: 'machine-said'; machine: MachineId; line: string }
  | { kind: 'machine-stopped'; machine: MachineId; why: 'asked' | 'crashed' | 'killed'; code: number | null }
  | { kind: 'machine-failed-to-start'; machine: MachineId; why: string; lastWords: string[] }
  | { kind: 'machine-dropped'; machine: MachineId }
  | { kind: 'machine-troubled'; machine: MachineId; trouble: Trouble }
  | { kind: 'server-judged'; by: MachineId; machine: MachineId; state: Opinion }
  | { kind: 'request-sent'; request: RequestId }
  | { kind: 'request-arrived'; request: RequestId; machine: MachineId }
  | { kind: 'request-forwarded'; request: RequestId; machine: MachineId; to: MachineId }
  | { kind: 'request-answered'; request: RequestId; machine: MachineId; status: number }
  | { kind: 'request-dropped'; request: RequestId; machine: MachineId }
  | { kind: 'request-finished'; request: RequestId; ending: Ending; status?: number; ms: number }
  | { kind: 'lever-pulled'; command: string }
  | { kind: 'rate-set'; rate: number }
  | { kind: 'policy-set'; policy: Policy }
  | { kind: 'passive-set'; on: boolean }
  | { kind: 'crowd-late'; p99: number }
  | { kind: 'theory-told'; theory: Theory }
  | { kind: 'round-started'; policy: Policy; seconds: number; number: number; of: number }
  | { kind: 'round-finished'; round: Round }
  | { kind: 'check-started'; exercise: string; check: string }
  | { kind: 'check-finished'; exercise: string; check: string; verdict: Verdict }
);

/** The only way up: whoever sees something tells it. */
export type Tell = (fact: Fact) => void;
