import { request } from 'node:http';
import type { Server } from './servers.ts';

/** Asks each server `GET /health` every `checkMs`, each on its own timer and with that time limit, so that one that hangs delays nobody's check. */
export function openChecks(checkMs: number, onCheck: (server: Server, isWell: boolean) => void): { watch(servers: Server[]): void } {
  const timers = new Map<Server, NodeJS.Timeout>();

  function watch(servers: Server[]): void {
    for (const [server, timer] of timers) if (!servers.includes(server)) clearInterval(timer), timers.delete(server);
    servers.forEach((server, i) => {
      if (timers.has(server)) return;
      // spread over the interval: real balancers do not ask all at the same instant
      const first = setTimeout(() => {
        ask(server);
        timers.set(server, setInterval(() => ask(server), checkMs));
      }, (checkMs * (i + 1)) / servers.length);
      timers.set(server, first);
    });
  }

  function ask(server: Server): void {
    healthOf(server.url, checkMs, (isWell) => timers.has(server) && onCheck(server, isWell));
  }

  return { watch };
}

function healthOf(url: string, limitMs: number, done: (isWell: boolean) => void): void {
  let isDone = false;
  const once = (isWell: boolean): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(limit);
    done(isWell);
  };
  const check = request(`${url}/health`, { agent: false }, (answer) => {
    answer.resume().once('end', () => once(answer.statusCode === 200)).once('error', () => once(false));
  });
  const limit = setTimeout(() => check.destroy(new Error('no answer in time')), limitMs);
  check.once('error', () => once(false)).end();
}
