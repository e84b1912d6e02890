/**
 * A server of the weather site: real sockets, real HTTP, a real line of requests. Its *work* is a timer that holds one of its WORKERS places.
 *
 *   request ─► arrived ─► (gate) ─► line ─► one of WORKERS places, for the work's milliseconds ─► answered
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { now } from '../../facts/clock.ts';
import { dice } from '../../facts/dice.ts';
import { headers } from '../../facts/names.ts';
import { answerPage } from './page.ts';
import type { Order, Report } from './orders.ts';

const name = process.env.NAME ?? 'server';
const workers = Number(process.env.WORKERS ?? 4);
const workMs = Number(process.env.WORK_MS ?? 0);
const random = dice(Number(process.env.SEED ?? 1));

let watching = false;
let shut = false;
let slow = 1;
let health: 'well' | 'sick' | 'hang' = 'well';
let pages: 'well' | 'hang' | 'cut' | number = 'well';
let badChecks = 0;
let arrivals = 0;
let busy = 0;
const held: (() => void)[] = [];
const line: ((freeAt: number) => void)[] = [];

const tell = (report: Report): void => void process.send?.(report, undefined, undefined, () => {});

const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
  const number = ++arrivals;
  const isHealth = req.url === '/health';
  const waits = !isHealth && shut;
  if (watching) report(req, res, number, waits, isHealth);
  if (isHealth) return answerHealth(res);
  if (waits) return void held.push(() => serve(req, res, number));
  serve(req, res, number);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => tell({ report: 'listening', port: (server.address() as AddressInfo).port }));
process.on('message', (order: Order) => {
  obey(order);
  tell({ report: 'obeyed', order: order.order });
});
// whoever started us is gone: nobody needs a server any more
process.on('disconnect', () => process.exit(0));

function serve(req: IncomingMessage, res: ServerResponse, number: number): void {
  if (pages === 'hang') return;
  if (pages === 'cut') return void req.socket.destroy();
  if (typeof pages === 'number') return answerPage(req, res, { name, number, status: pages });
  const arrivedAt = performance.now();
  line.push((freeAt) => work(req, Math.max(arrivedAt, freeAt), () => answerPage(req, res, { name, number })));
  next(arrivedAt);
}

function next(freeAt: number): void {
  while (busy < workers && line.length > 0) {
    busy++;
    line.shift()!(freeAt);
  }
}

/** Whoever waited begins when its place was due to be free: timers are up to a millisecond late, and a long line must not add that up. */
function work(req: IncomingMessage, from: number, done: () => void): void {
  const due = from + workOf(req) * slow;
  const finish = (): void => {
    busy--;
    done();
    next(due);
  };
  if (due <= performance.now()) finish();
  else setTimeout(finish, due - performance.now());
}

/** The crowd deals each request its work, so that every policy meets the same; without it we draw our own. */
function workOf(req: IncomingMessage): number {
  const dealt = Number(req.headers[headers.work]);
  if (Number.isFinite(dealt) && req.headers[headers.work] !== undefined) return dealt;
  return process.env.WORK === 'exponential' ? -workMs * Math.log(1 - random()) : workMs;
}

function answerHealth(res: ServerResponse): void {
  if (health === 'hang') return;
  const isBad = health === 'sick' || badChecks > 0;
  badChecks = Math.max(0, badChecks - 1);
  res.writeHead(isBad ? 503 : 200, { [headers.servedBy]: name }).end(isBad ? 'not well\n' : 'ok\n');
}

function report(req: IncomingMessage, res: ServerResponse, number: number, waits: boolean, isHealth: boolean): void {
  tell({ report: 'arrived', number, at: now(), method: req.method ?? '', url: req.url ?? '', headers: req.headers, connection: req.socket.remotePort ?? 0, held: waits, health: isHealth });
  res.once('finish', () => tell({ report: 'answered', number, status: res.statusCode, at: now() }));
  res.once('close', () => res.writableFinished || tell({ report: 'gone', number, at: now() }));
}

function obey(order: Order): void {
  if (order.order === 'watch') watching = order.on;
  if (order.order === 'gate') open(order.shut);
  if (order.order === 'release') for (const go of held.splice(0, order.count)) go();
  if (order.order === 'health') health = order.answer;
  if (order.order === 'pages') pages = order.answer;
  if (order.order === 'bad-checks') badChecks = order.count;
  if (order.order === 'trouble') trouble(order.trouble);
}

function open(isShut: boolean): void {
  shut = isShut;
  if (!shut) for (const go of held.splice(0)) go();
}

function trouble(kind: string): void {
  if (kind === 'blink') return void (badChecks = 1);
  health = kind === 'freeze' ? 'hang' : 'well';
  pages = kind === 'freeze' || kind === 'lie' ? 'hang' : 'well';
  slow = kind === 'slow' ? 4 : 1;
  badChecks = 0;
}
