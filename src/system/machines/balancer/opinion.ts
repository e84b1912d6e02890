import type { Opinion } from '../../../facts/fact.ts';
import type { Server } from './servers.ts';

/** Bad signs in a row that take a server out, good checks in a row that bring it back. */
const FALL = 2;
const RISE = 2;

/** How the balancer makes up its mind; `passive` says whether visitors' answers count, `ejectMs` how long bad pages keep a server out. */
export type Rules = { passive: boolean; ejectMs: number; now: () => number; judged: (server: Server) => void };

/** A health check came back: two bad ones take the server out, two good ones bring it back. */
export function afterCheck(server: Server, isWell: boolean, rules: Rules): void {
  server.badChecks = isWell ? 0 : server.badChecks + 1;
  server.goodChecks = isWell ? server.goodChecks + 1 : 0;
  if (server.badChecks >= FALL) server.outByChecks = true;
  if (server.goodChecks >= RISE) server.outByChecks = false;
  judge(server, rules);
}

/** A visitor's answer came, or did not: with passive checks on, two bad ones in a row take the server out; one trial decides whether it may come back. */
export function afterPage(server: Server, isWell: boolean, wasTrial: boolean, rules: Rules): void {
  if (wasTrial) server.onTrial = false;
  if (!rules.passive) return;
  if (server.outSince !== undefined && !wasTrial) return; // sent before it was out: no news
  server.badPages = isWell ? 0 : server.badPages + 1;
  if (isWell) server.outSince = undefined;
  else if (wasTrial || server.badPages >= FALL) server.outSince = rules.now();
  judge(server, rules);
}

/** Visitors may be sent to these; a server whose trial is due comes alone and first, because a trial that nobody takes brings nobody back. */
export function usable(servers: Server[], rules: Rules): Server[] {
  const due = servers.find((server) => isDue(server, rules));
  if (due) return [due];
  return servers.filter((server) => !server.outByChecks && !isOutByPages(server, rules));
}

/** Tells the world when the opinion of a server has changed. */
export function judge(server: Server, rules: Rules): void {
  const opinion = opinionOf(server, rules);
  if (opinion === server.opinion) return;
  server.opinion = opinion;
  rules.judged(server);
}

function opinionOf(server: Server, rules: Rules): Opinion {
  if (server.outByChecks) return 'out';
  if (isOutByPages(server, rules)) return server.onTrial ? 'trial' : 'out';
  return server.badChecks > 0 || (rules.passive && server.badPages > 0) ? 'doubtful' : 'up';
}

function isOutByPages(server: Server, rules: Rules): boolean {
  return rules.passive && server.outSince !== undefined;
}

function isDue(server: Server, rules: Rules): boolean {
  return !server.outByChecks && !server.onTrial && isOutByPages(server, rules) && rules.now() - server.outSince! >= rules.ejectMs;
}
