/**
 * The course's own load balancer.
 *
 *   visitor ─► usable servers (opinion) ─► one of them (policy) ─► forward (http-proxy) ─► its answer, or 502, 504, 503
 *                     ▲
 *     active checks ──┴── passive checks: how visitors' requests ended
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dice } from '../../facts/dice.ts';
import type { Policy } from '../../facts/names.ts';
import { openChecks } from './balancer/checks.ts';
import { chooser, type Counts } from './balancer/choose.ts';
import { openForward } from './balancer/forward.ts';
import { afterCheck, afterPage, judge, usable, type Rules } from './balancer/opinion.ts';
import type { BalancerOrder, BalancerReport } from './balancer/orders.ts';
import { readServers } from './balancer/servers.ts';

const { PORT = '0', SERVERS = '', POLICY = 'round-robin', PASSIVE = 'off', CHECK_MS = '1000', TRY_MS = '1000', EJECT_MS = '5000', SEED = '1', COUNTS = 'busy' } = process.env;

const tell = (report: BalancerReport): void => void process.send?.(report, undefined, undefined, () => {});

const rules: Rules = {
  passive: PASSIVE === 'on',
  ejectMs: Number(EJECT_MS),
  now: () => performance.now(),
  judged: (server) => tell({ report: 'judged', machine: server.id, state: server.opinion }),
};
let servers = readServers(SERVERS);
let choose = chooserOf(POLICY as Policy, Number(SEED));
const forward = openForward(Number(TRY_MS));
const checks = openChecks(Number(CHECK_MS), (server, isWell) => afterCheck(server, isWell, rules));

const server = createServer({ keepAliveTimeout: 60_000 }, pass);
server.listen(Number(PORT), '127.0.0.1', () => {
  tell({ report: 'listening', port: (server.address() as AddressInfo).port });
  checks.watch(servers);
});
process.on('message', obey);
process.on('disconnect', () => process.exit(0));

function pass(req: IncomingMessage, res: ServerResponse): void {
  const open = usable(servers, rules);
  if (open.length === 0) return nobodyLeft(res);
  const chosen = choose(open);
  const isTrial = chosen.outSince !== undefined && rules.passive;
  if (isTrial) {
    chosen.onTrial = true;
    judge(chosen, rules);
  }
  chosen.busy++;
  chosen.ever++;
  forward(req, res, chosen.url, (how) => {
    chosen.busy--;
    if (how !== 'left') afterPage(chosen, how === 'answered', isTrial, rules);
    else if (isTrial) chosen.onTrial = false;
  });
}

function nobodyLeft(res: ServerResponse): void {
  res.writeHead(503, { 'retry-after': String(Math.ceil(Number(CHECK_MS) / 1000)), 'content-type': 'text/plain' }).end('no server is well\n');
}

function obey(order: BalancerOrder): void {
  if (order.order === 'policy') {
    choose = chooserOf(order.policy, order.seed ?? Number(SEED));
    for (const one of servers) one.ever = 0;
  }
  if (order.order === 'passive') {
    rules.passive = order.on;
    for (const one of servers) Object.assign(one, { badPages: 0, outSince: undefined, onTrial: false }), judge(one, rules);
  }
  if (order.order === 'servers') {
    servers = readServers(order.servers, servers);
    checks.watch(servers);
  }
  if (order.order === 'servers' || order.order === 'opinions') for (const one of servers) rules.judged(one);
}

/** The dice begin anew with each policy, so that a run can be repeated, and theory can throw the same. */
function chooserOf(policy: Policy, seed: number) {
  return chooser(policy, dice(seed), COUNTS as Counts);
}
