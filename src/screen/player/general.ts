import type { Now } from './now.ts';
import type { Theme } from '../theme.ts';

/** What the commands that work on every page may do. */
export type Acts = { go(step: 1 | -1, done: boolean): void; home(): void; openChosen(): void; choose(step: 1 | -1): void; leave(): void; theme(change: Partial<Theme>): void };

/** Obeys a command that works on every page; returns what is to be said, if anything. */
export function general(command: string, now: Now, acts: Acts): string | undefined {
  const [word = '', value] = command.split(/\s+/);
  const does: Record<string, () => string | void> = {
    next: () => (now.desk ? acts.go(1, true) : acts.openChosen()),
    skip: () => acts.go(1, false),
    back: () => acts.go(-1, false),
    home: () => acts.home(),
    quit: () => acts.leave(),
    help: () => void Object.assign(now, { over: 'help', scroll: 0 }),
    task: () => (now.desk ? void Object.assign(now, { over: 'task', scroll: 0 }) : 'The task is on a step’s page.'),
    ':': () => void (now.command = ''),
    say: () => now.desk?.sentence() ?? 'Choose a step with the arrows, and press Enter.',
    motion: () => void (now.motion = value !== 'off'),
    theme: () => (value === 'dark' || value === 'light' || value === 'mono' ? acts.theme({ palette: value }) : 'theme dark, theme light or theme mono'),
    ascii: () => acts.theme({ ascii: value !== 'off' }),
    curves: () => acts.theme({ blocks: value === 'blocks' }),
    up: () => acts.choose(-1),
    down: () => acts.choose(1),
    plain: () => 'Leave with q, then: npx rushhour start --plain',
  };
  const found = Object.hasOwn(does, word) ? does[word] : undefined;
  return found ? (found() ?? undefined) : `"${command}" does nothing here; ? shows the keys and their commands`;
}
