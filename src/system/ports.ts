import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago: we held it. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Whether somebody accepts connections there. */
export function answersAt(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(1_000, () => end(false));
  });
}

/** A listening socket: its port, the address it is bound to, and the process that holds it. */
export type Listener = { port: number; address: string; pid: number };

/** The listening TCP sockets of these processes; empty where the system does not tell. */
export function listenersOf(pids: number[]): Listener[] {
  try {
    return process.platform === 'linux' ? linuxListeners(pids) : process.platform === 'win32' ? windowsListeners(pids) : lsofListeners(pids);
  } catch {
    return [];
  }
}

/** Every process that holds a listening socket on this port of any address (Linux; elsewhere none are found). Cheap when nobody does. */
export function holdersOf(port: number): number[] {
  if (process.platform !== 'linux') return [];
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const isHeld = ['/proc/net/tcp', '/proc/net/tcp6'].some((file) => new RegExp(`:${hex} [0-9A-F]+:0000 0A `).test(readFileSync(file, 'latin1')));
  if (!isHeld) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return [...new Set(linuxListeners(pids, 'all').filter((listener) => listener.port === port).map((listener) => listener.pid))];
}

function linuxListeners(pids: number[], which: 'one' | 'all' = 'one'): Listener[] {
  const byInode = new Map<string, number[]>();
  for (const pid of pids) for (const inode of socketsOf(pid)) byInode.set(inode, which === 'all' ? [...(byInode.get(inode) ?? []), pid] : [pid]);
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'latin1').split('\n').slice(1).flatMap((row) => {
    const fields = row.trim().split(/\s+/);
    const [address = '', port = ''] = (fields[1] ?? '').split(':');
    const holders = fields[3] === '0A' ? (byInode.get(fields[9] ?? '') ?? []) : [];
    return holders.map((pid) => ({ port: parseInt(port, 16), address: spoken(address), pid }));
  }));
}

function spoken(hex: string): string {
  if (hex === '0100007F') return '127.0.0.1';
  if (hex === '00000000') return '0.0.0.0';
  if (/^0{32}$/.test(hex)) return '::';
  if (hex === '00000000000000000000000001000000') return '::1';
  return hex.length === 8 ? (hex.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)).join('.') : 'IPv6';
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function lsofListeners(pids: number[]): Listener[] {
  const text = execFileSync('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-a', '-p', pids.join(','), '-F', 'pn'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  let pid = 0;
  return text.split('\n').flatMap((row) => {
    if (row.startsWith('p')) pid = Number(row.slice(1));
    const port = /^n(.*):(\d+)$/.exec(row);
    return port ? [{ pid, address: port[1]!, port: Number(port[2]) }] : [];
  });
}

function windowsListeners(pids: number[]): Listener[] {
  return execFileSync('netstat', ['-ano', '-p', 'TCP'], { encoding: 'utf8' }).split('\n').flatMap((row) => {
    const found = /TCP\s+(\S+):(\d+)\s+\S+\s+LISTENING\s+(\d+)/.exec(row);
    return found && pids.includes(Number(found[3])) ? [{ address: found[1]!, port: Number(found[2]), pid: Number(found[3]) }] : [];
  });
}
