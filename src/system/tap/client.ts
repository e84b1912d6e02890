import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, OutgoingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { now } from '../../facts/clock.ts';
import type { MachineId, RequestId, Tell } from '../../facts/fact.ts';
import { headers } from '../../facts/names.ts';
import { quietly, visitor, type Visitor } from './context.ts';

type Headed = { _storeHeader(first: string, rest: unknown): unknown };

/** Tells of every request that this program passes on with node:http (http-proxy too): `to` is the port it really reached. */
export function watchClient(machine: MachineId, tell: Tell): void {
  const prototype = OutgoingMessage.prototype as unknown as Headed;
  const original = prototype._storeHeader;
  const refused = new WeakMap<object, RequestId>();

  prototype._storeHeader = function (this: unknown, first, rest) {
    const named = quietly(() => (this instanceof ClientRequest ? passedOn(this, first) : undefined));
    return original.call(this as Headed, named ?? first, rest);
  };

  /** When the program left the visitor's name out, it is put back into the first lines; then the servers know whom they see. */
  function passedOn(outgoing: ClientRequest, first: string): string | undefined {
    const own = outgoing.getHeader(headers.request);
    const here = visitor.getStore();
    const request = typeof own === 'string' ? own : here?.request;
    if (request === undefined || /^\S+ \/health\b/.test(first)) return undefined;
    refused.set(outgoing, request);
    whenConnected(outgoing, (port) => {
      refused.delete(outgoing);
      tell({ at: now(), kind: 'request-forwarded', request, machine, to: String(port) });
    });
    return typeof own === 'string' || !here ? undefined : first + linesOf(here, outgoing);
  }

  subscribe('http.client.request.error', (message) => quietly(() => {
    const { request: outgoing, error } = message as { request: ClientRequest; error: Error & { port?: number } };
    const request = refused.get(outgoing);
    if (request !== undefined && error.port) tell({ at: now(), kind: 'request-forwarded', request, machine, to: String(error.port) });
    refused.delete(outgoing);
  }));
}

function whenConnected(outgoing: ClientRequest, told: (port: number) => void): void {
  const look = (socket: Socket): void => {
    const port = (): void => void quietly(() => socket.remotePort && told(socket.remotePort));
    if (socket.connecting) socket.once('connect', port);
    else port();
  };
  if (outgoing.socket) look(outgoing.socket);
  else outgoing.once('socket', (socket) => quietly(() => look(socket)));
}

function linesOf(here: Visitor, outgoing: ClientRequest): string {
  const work = here.work !== undefined && !outgoing.hasHeader(headers.work) ? `${headers.work}: ${here.work}\r\n` : '';
  return `${headers.request}: ${here.request}\r\n${work}`;
}
