/**
 * The crowd: a process of its own, so that nothing else makes its visitors late.
 *
 *   order ─► arrivals (one seed) ─► every millisecond all who are due ─► the door ─► request-sent, request-finished
 */
import { openWire } from '../facts/wire.ts';
import { openSending, type Sending } from './crowd/send.ts';
import type { CrowdOrder, CrowdReport } from './orders.ts';

const wire = process.env.RUSHHOUR_TAP ? openWire(process.env.RUSHHOUR_TAP) : undefined;
const report = (words: CrowdReport): void => void process.send?.(words, undefined, undefined, () => {});
let sending: Sending | undefined;

process.on('message', (order: CrowdOrder) => void obey(order));
process.on('disconnect', () => process.exit(0));

async function obey(order: CrowdOrder): Promise<void> {
  if (order.order === 'come') {
    sending = openSending(order.traffic, order.door, wire?.tell ?? (() => {}), report);
    await sending.warmUp(100);
    report({ report: 'warm' });
  }
  if (order.order === 'rate') sending?.rate(order.rate);
  if (order.order === 'hold') sending?.hold();
  if (order.order === 'restart') sending?.restart(order.seed, order.requests);
  if (order.order === 'door') sending?.door(order.url);
}
