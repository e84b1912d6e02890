import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes a whole file or nothing: beside it first, then renamed over it. Throws what the disk says. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** A file's text, or undefined when there is none that can be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Keeps a copy of a file under a name that is not taken yet, `stem`-2 and so on; returns the copy's path. Throws what the disk says. */
export function keepCopy(file: string, stem: string, ending: string): string {
  mkdirSync(dirname(stem), { recursive: true });
  for (let i = 1; ; i++) {
    const copy = `${stem}${i === 1 ? '' : `-${i}`}${ending}`;
    try {
      copyFileSync(file, copy, 1 /* never over another one */);
      return copy;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** The copy of this very content that an earlier call has made beside it (its name begins with `stem`), if there is one. */
export function copyOf(file: string, stem: string): string | undefined {
  const content = readFileSync(file);
  return readdirSync(dirname(stem)).map((name) => join(dirname(stem), name)).find((path) => path.startsWith(stem) && readFileSync(path).equals(content));
}

/** Runs `change` while no other course writes in this folder (at most half a second's wait; a lock of 2 s is a dead one's). */
export function alone<T>(lock: string, change: () => T): T {
  const held = takeLock(lock);
  try {
    return change();
  } finally {
    if (held) rmSync(lock, { force: true });
  }
}

/** The disk's own word for what went wrong: ENOENT, EROFS … */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException)?.code ?? 'unknown';
}

/** A moment as people in this place read it, to the minute: 2026-11-24T12:41. */
export function minute(date: Date): string {
  return second(date).slice(0, 16);
}

/** The same to the second, fit for a file's name on every system: 2026-11-24T12-41-03. */
export function fileStamp(date: Date): string {
  return second(date).replaceAll(':', '-');
}

function second(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function takeLock(lock: string): boolean {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + 500; Date.now() < end; ) {
    try {
      mkdirSync(dirname(lock), { recursive: true });
      closeSync(openSync(lock, 'wx'));
      return true;
    } catch (error) {
      // a disk that takes no lock takes no progress either: the write itself will say so
      if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'EPERM') return false;
      if (isOld(lock)) rmSync(lock, { force: true });
      else Atomics.wait(pause, 0, 0, 4);
    }
  }
  return false;
}

function isOld(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > 2_000;
  } catch {
    return false;
  }
}
