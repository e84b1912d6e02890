/** Runs a learner's program. As a spare it has already read http-proxy and ioredis, waits at the gate, and is listening 40 ms after the word instead of 400. */
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitAtGate } from './gate-line.ts';

if (process.argv.includes('--spare')) await Promise.all([import('http-proxy'), import('ioredis')]).catch(() => undefined);

const { entry = '', file = '', imports = [] } = waitAtGate();
// what a program starts of itself (node:cluster) must be runnable too: the bundle is, the TypeScript is not
process.argv.splice(1, process.argv.length, entry);
process.chdir(dirname(file));
for (const url of imports) await import(url);
await import(pathToFileURL(entry).href);
