import { createHash } from 'node:crypto';
import { readFileSync, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

const quietMs = 15;
const emptyMs = 300;
const pollMs = 500;

/**
 * Tells of each save of a file: once, when it has been quiet for 15 ms and its content is another. Editors that truncate first or write a copy and rename are one save;
 * a file that stays empty or away for 300 ms is told of too. Returns how to stop.
 */
export function watchFile(file: string, onSave: () => void): () => void {
  let known = contentOf(file);
  let timer: NodeJS.Timeout | undefined;
  let seen = stamp(file);

  function stir(wait = quietMs): void {
    clearTimeout(timer);
    timer = setTimeout(() => look(wait === emptyMs), wait);
  }

  function look(isPatient: boolean): void {
    const content = contentOf(file);
    if (content === known) return;
    if (content === '' && !isPatient) return stir(emptyMs);
    known = content;
    onSave();
  }

  const poll = setInterval(() => {
    const found = stamp(file);
    if (found === seen) return;
    seen = found;
    stir();
  }, pollMs);
  const watcher = watchFolder(dirname(file), () => stir());
  return () => {
    clearTimeout(timer);
    clearInterval(poll);
    watcher?.close();
  };
}

/** Some disks (network, containers) cannot watch: then the poll alone does it. */
function watchFolder(folder: string, onChange: () => void): { close(): void } | undefined {
  try {
    return watch(folder, onChange).on('error', () => {});
  } catch {
    return undefined;
  }
}

/** A fingerprint of what the file holds; the empty string when it is empty or away. */
function contentOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return bytes.length === 0 ? '' : createHash('sha256').update(bytes).digest('hex');
  } catch {
    return '';
  }
}

function stamp(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}
