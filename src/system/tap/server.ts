import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { now } from '../../facts/clock.ts';
import type { MachineId, RequestId, Tell } from '../../facts/fact.ts';
import { headers } from '../../facts/names.ts';
import { quietly, visitor } from './context.ts';

/** Tells of every named request that arrives at this program's HTTP servers, is answered, or is dropped before its answer was complete. */
export function watchServer(machine: MachineId, tell: Tell): void {
  subscribe('http.server.request.start', (message) => quietly(() => {
    const { request: req, response: res } = message as { request: IncomingMessage; response: ServerResponse };
    const request = nameOf(req);
    // always entered: a kept-alive connection would else carry the visitor before this one
    visitor.enterWith(request === undefined ? undefined : { request, work: req.headers[headers.work] as string | undefined });
    if (request === undefined) return;
    tell({ at: now(), kind: 'request-arrived', request, machine });
    res.once('close', () => quietly(() => res.writableFinished || tell({ at: now(), kind: 'request-dropped', request, machine })));
  }));
  subscribe('http.server.response.finish', (message) => quietly(() => {
    const { request: req, response: res } = message as { request: IncomingMessage; response: ServerResponse };
    const request = nameOf(req);
    if (request !== undefined) tell({ at: now(), kind: 'request-answered', request, machine, status: res.statusCode });
  }));
}

/** Only the crowd names its requests: health checks and visits by hand have no name. */
function nameOf(req: IncomingMessage): RequestId | undefined {
  const name = req.headers[headers.request];
  return typeof name === 'string' && /^[\w-]{1,40}$/.test(name) ? name : undefined;
}
