/**
 * The tap: preloaded into a program, it watches Node's own HTTP server and client from outside the program's code and tells what it sees.
 * It only draws: it changes nothing, keeps nothing alive, and an error of its own is never the program's.
 */
import { openWire } from '../../facts/wire.ts';
import { watchClient } from './client.ts';
import { watchFetch } from './fetch.ts';
import { watchServer } from './server.ts';

const { RUSHHOUR_TAP: path, RUSHHOUR_MACHINE: machine } = process.env;

if (path && machine) {
  const { tell } = openWire(path);
  watchServer(machine, tell);
  watchClient(machine, tell);
  watchFetch(machine, tell);
}
