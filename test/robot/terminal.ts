import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** A real terminal without a window: types keys, reads what a person would see. */
export type Terminal = AsyncDisposable & {
  pid: number;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** The screen as text, a line each, without the blanks at their ends. */
  screen(): string;
  /** Whether the alternate screen is on. */
  isAlternate(): boolean;
  /** Until the words (or the pattern) are on the screen; throws with the screen when they do not come. */
  wait(words: string | RegExp, ms?: number): Promise<string>;
  exited: Promise<number>;
  kill(signal?: string): void;
};

/** Runs a command in a terminal of this size, with this environment alone added to ours (CI taken out: Ink draws only its last frame under it). */
export function openTerminal(command: string[], { columns = 100, rows = 30, env = {} }: { columns?: number; rows?: number; env?: Record<string, string> } = {}): Terminal {
  const { CI: _, NO_COLOR: __, ...around } = process.env;
  const screen = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const pty = spawn(command[0]!, command.slice(1), { cols: columns, rows, env: { ...around, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', ...env } });
  pty.onData((text) => screen.write(text));
  screen.onData((text) => pty.write(text));
  const exited = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  const read = (): string => Array.from({ length: screen.rows }, (_, y) => screen.buffer.active.getLine(screen.buffer.active.viewportY + y)?.translateToString(true) ?? '').join('\n');
  const kill = (signal = 'SIGKILL'): void => {
    try {
      pty.kill(signal);
    } catch {
      // it is gone already
    }
  };
  return {
    pid: pty.pid,
    type: (keys) => pty.write(keys),
    resize: (columns, rows) => {
      pty.resize(columns, rows);
      screen.resize(columns, rows);
    },
    screen: read,
    isAlternate: () => screen.buffer.active.type === 'alternate',
    async wait(words, ms = 20_000) {
      const there = (): boolean => (typeof words === 'string' ? read().includes(words) : words.test(read()));
      for (const until = performance.now() + ms; performance.now() < until; await new Promise((resolve) => setTimeout(resolve, 20))) if (there()) return read();
      throw new Error(`"${words}" did not come within ${ms} ms. The screen:\n${read()}`);
    },
    exited,
    kill,
    [Symbol.asyncDispose]: async () => {
      kill();
      await exited;
    },
  };
}
