import type { MachineId, Opinion } from '../../../facts/fact.ts';

/**
 * One server as the balancer knows it. Two kinds of bad signs are counted apart, because a good health check says nothing about pages that hang:
 * `badChecks` and `badPages` (in a row). `goodChecks` counts the way back, `outSince` when bad pages took it out, `onTrial` whether its one trial visitor is inside.
 */
export type Server = {
  id: MachineId;
  url: string;
  opinion: Opinion;
  /** Requests inside now, and ever sent. */
  busy: number;
  ever: number;
  badChecks: number;
  goodChecks: number;
  badPages: number;
  outByChecks: boolean;
  outSince: number | undefined;
  onTrial: boolean;
};

/** Reads `s1=http://127.0.0.1:1,s2=…`; a server that was known before under this name and address keeps its history. */
export function readServers(list: string, known: readonly Server[] = []): Server[] {
  return list
    .split(',')
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const [id = '', url = ''] = [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)];
      return known.find((server) => server.id === id && server.url === url) ?? newServer(id, url);
    });
}

function newServer(id: MachineId, url: string): Server {
  return { id, url, opinion: 'up', busy: 0, ever: 0, badChecks: 0, goodChecks: 0, badPages: 0, outByChecks: false, outSince: undefined, onTrial: false };
}
