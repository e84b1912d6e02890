import { now } from '../../facts/clock.ts';
import type { Tell } from '../../facts/fact.ts';
import { openLatencies, percentile } from '../../facts/latency.ts';
import { headers } from '../../facts/names.ts';
import { openArrivals } from '../arrivals.ts';
import type { CrowdReport } from '../orders.ts';
import type { Traffic } from '../traffic.ts';
import { openDoor, type Door } from './door.ts';

/** A crowd that sends: open loop, so that nobody waits for somebody else's answer. */
export type Sending = {
  restart(seed: number, requests?: number): void;
  hold(): void;
  rate(perSecond: number): void;
  door(url: string): void;
  /** Sends `visits` people that nobody counts, so that the first who count meet programs that are awake. */
  warmUp(visits: number): Promise<void>;
  close(): void;
};

type Inside = { due: number; giveUp: () => void; isOver: boolean };

/** Opens a crowd; it sends nobody before `restart`. Times are counted from the moment when a visitor was due. */
export function openSending(traffic: Traffic, url: string, tell: Tell, report: (report: CrowdReport) => void): Sending {
  let door: Door = openDoor(url);
  let host = new URL(url).host;
  let rate = traffic.rate;
  let next: { at: number; work: number } | undefined;
  let draw = openArrivals(traffic);
  let left = Infinity;
  let sent = 0;
  let named = 0;
  const inside: Inside[] = []; // oldest first: all are equally patient
  const ever = openLatencies();
  let seconds: number[][] = [[]];

  const tick = setInterval(sendDue, 1);
  const second = setInterval(tellLateness, 1_000);

  function sendDue(): void {
    const time = now();
    while (next && next.at <= time) {
      visit(next.at, next.work, time);
      plan(next.at);
    }
    giveUp(time);
  }

  function plan(from: number): void {
    if (left <= 0) {
      next = undefined;
      return report({ report: 'all-sent', sent });
    }
    left--;
    const { gap, work } = draw();
    next = { at: from + (gap * 1000) / rate, work };
  }

  function visit(due: number, work: number, at: number): void {
    const request = `r${++named}`;
    sent++;
    ever.add(at - due);
    seconds.at(-1)!.push(at - due);
    tell({ at, kind: 'request-sent', request });
    const one: Inside = { due, giveUp: () => {}, isOver: false };
    inside.push(one);
    one.giveUp = door.visit(head(request, work), ({ ending, status }) => {
      one.isOver = true;
      const end = now();
      tell({ at: end, kind: 'request-finished', request, ending, ...(status === undefined ? {} : { status }), ms: end - due });
    });
  }

  function giveUp(time: number): void {
    while (inside[0] && (inside[0].isOver || inside[0].due + traffic.patienceMs < time)) {
      const one = inside.shift()!;
      if (!one.isOver) one.giveUp();
    }
  }

  function head(request: string, work: number): string {
    return `GET ${traffic.path} HTTP/1.1\r\nhost: ${host}\r\n${headers.request}: ${request}\r\n${headers.work}: ${work.toFixed(3)}\r\n\r\n`;
  }

  /** Told as the p99 of the last five seconds: of one second alone it would be the single worst. */
  function tellLateness(): void {
    const last = seconds.flat();
    if (last.length > 0) tell({ at: now(), kind: 'crowd-late', p99: percentile(last, 0.99) });
    if (ever.count() > 0) report({ report: 'late', p99: ever.quantile(0.99) });
    seconds = [...seconds.slice(-4), []];
  }

  return {
    restart(seed, requests = Infinity) {
      draw = openArrivals({ ...traffic, seed });
      left = requests;
      sent = 0;
      plan(now());
    },
    hold: () => void (next = undefined),
    rate(perSecond) {
      // the visitor who is on the way comes as soon as the new rate would have brought it
      if (next) next.at = now() + Math.max(0, next.at - now()) * (rate / perSecond);
      rate = perSecond;
    },
    door(to) {
      if (new URL(to).host === host) return;
      door.retire();
      door = openDoor(to);
      host = new URL(to).host;
    },
    async warmUp(visits) {
      const plain = `GET ${traffic.path} HTTP/1.1\r\nhost: ${host}\r\n${headers.work}: 1\r\n\r\n`;
      for (let sent = 0; sent < visits; sent += 10) await Promise.all(Array.from({ length: 10 }, () => warmVisit(door, plain)));
    },
    close() {
      clearInterval(tick);
      clearInterval(second);
      door.close();
    },
  };
}

function warmVisit(door: Door, head: string): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = door.visit(head, () => (clearTimeout(patience), resolve()));
    const patience = setTimeout(giveUp, 500);
  });
}
