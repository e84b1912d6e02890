import type { Trouble } from '../../facts/names.ts';

/** What a server machine can be told, over IPC; each order is confirmed with a report `obeyed`. */
export type Order =
  /** Report arrivals (checks only; off at first). */
  | { order: 'watch'; on: boolean }
  /** Shut: pages are held. Open: all held ones are answered and new ones pass. */
  | { order: 'gate'; shut: boolean }
  /** Answer the oldest `count` held pages. */
  | { order: 'release'; count: number }
  /** freeze: nothing is answered · lie: /health 200, pages hang · slow: four times slower · blink: the next health check fails · well */
  | { order: 'trouble'; trouble: Trouble }
  | { order: 'health'; answer: 'well' | 'sick' | 'hang' }
  /** A number is a status, answered at once; `cut` resets the connection. */
  | { order: 'pages'; answer: 'well' | 'hang' | 'cut' | number }
  /** Exactly the next `count` health checks answer 503. */
  | { order: 'bad-checks'; count: number };

/** What a server machine says of itself, over IPC. `number` names one arrival at this server; `at` is milliseconds since 1970. */
export type Report =
  | { report: 'listening'; port: number }
  | { report: 'arrived'; number: number; at: number; method: string; url: string; headers: Record<string, string | string[] | undefined>; connection: number; held: boolean; health: boolean }
  | { report: 'body'; number: number; bytes: number; sha256: string }
  | { report: 'answered'; number: number; status: number; at: number }
  | { report: 'gone'; number: number; at: number }
  | { report: 'obeyed'; order: Order['order'] };
