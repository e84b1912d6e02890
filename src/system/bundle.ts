import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clean } from '../facts/clean.ts';
import { packageFolder } from './programs.ts';

/** A learner's file made runnable by plain Node, or the reason why it cannot be: the message with its line when the bundler gives one. */
export type Bundle = { entry: string } | { why: string; line?: number };

let count = 0;

/**
 * Bundles a learner's TypeScript for Node 20 into `folder`. Packages stay outside, as absolute addresses: theirs when they installed one, else our own copy,
 * so that nothing is written beside the source and a read-only disk is no matter.
 */
export async function bundle(file: string, folder: string): Promise<Bundle> {
  const { rolldown } = await import('rolldown');
  const entry = join(folder, 'bundles', `${basename(file).replace(/\.\w+$/, '')}-${process.pid}-${++count}.mjs`);
  mkdirSync(join(folder, 'bundles'), { recursive: true });
  try {
    const bundler = await rolldown({
      input: file,
      platform: 'node',
      logLevel: 'silent',
      tsconfig: false,
      transform: { target: 'node20' },
      plugins: [{ name: 'packages', resolveId: { order: 'pre', handler: findPackage } }],
    });
    await bundler.write({ file: entry, format: 'esm', sourcemap: true, codeSplitting: false }).finally(() => bundler.close());
    return { entry };
  } catch (error) {
    return said(error as Error);
  }
}

type Resolver = { resolve(id: string, importer: string, options: { skipSelf: true }): Promise<{ id: string; external?: unknown } | null> };

async function findPackage(this: unknown, id: string, importer: string | undefined): Promise<{ id: string; external: true } | undefined> {
  if (!importer || /^[./]|^node:|^[a-z]:\\|^file:|^\0|^@oxc-project|^rolldown/i.test(id)) return undefined;
  const theirs = await (this as Resolver).resolve(id, importer, { skipSelf: true }).catch(() => null);
  if (theirs && !theirs.external && !theirs.id.startsWith('\0')) return { id: pathToFileURL(theirs.id).href, external: true };
  return { id: ours(id) ?? id, external: true };
}

function ours(id: string): string | undefined {
  if (id !== 'http-proxy' && id !== 'ioredis') return undefined;
  return pathToFileURL(createRequire(join(packageFolder, 'package.json')).resolve(id)).href;
}

function said(error: Error & { errors?: { message: string; loc?: { line: number } }[] }): Bundle {
  const first = error.errors?.[0] ?? error;
  const text = clean(first.message.replaceAll('\n', ' \u2028 '), 2_000).split('\u2028').map((line) => line.trimEnd()).filter(Boolean);
  const line = (first as { loc?: { line: number } }).loc?.line ?? Number(/:(\d+):\d+/.exec(first.message)?.[1]);
  return { why: text.slice(0, 8).join('\n'), ...(Number.isFinite(line) ? { line } : {}) };
}
