import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { now } from '../../facts/clock.ts';
import type { MachineId, RequestId, Tell } from '../../facts/fact.ts';
import { headers } from '../../facts/names.ts';
import { quietly, visitor } from './context.ts';

/** What undici shows of a request; the same object in both messages. */
type Fetched = { path: string; headers: string | string[]; addHeader(name: string, value: string): void };

/** Tells of every request that this program passes on with fetch (undici). */
export function watchFetch(machine: MachineId, tell: Tell): void {
  const names = new WeakMap<Fetched, RequestId>();

  subscribe('undici:request:create', (message) => quietly(() => {
    const { request } = message as { request: Fetched };
    if (/^\/health\b/.test(request.path)) return;
    const own = ownName(request.headers);
    const here = visitor.getStore();
    const name = own ?? here?.request;
    if (name === undefined) return;
    names.set(request, name);
    if (own !== undefined || !here) return;
    request.addHeader(headers.request, here.request);
    if (here.work !== undefined) request.addHeader(headers.work, here.work);
  }));

  subscribe('undici:client:sendHeaders', (message) => quietly(() => {
    const { request, socket } = message as { request: Fetched; socket: Socket };
    const name = names.get(request);
    if (name !== undefined && socket.remotePort) tell({ at: now(), kind: 'request-forwarded', request: name, machine, to: String(socket.remotePort) });
  }));
}

/** Text in older versions, an array of names and values in newer ones. */
function ownName(given: string | string[]): RequestId | undefined {
  const text = typeof given === 'string' ? given : given.map((part, i) => part + (i % 2 === 0 ? ': ' : '\r\n')).join('');
  return new RegExp(`(?:^|\\n)${headers.request}: *([\\w-]{1,40})`, 'i').exec(text)?.[1];
}
