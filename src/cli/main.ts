#!/usr/bin/env node
/** The one command: finds its subcommand, loads only that, and ends with its exit code. */
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { nearest } from '../course/nearest.ts';

type Command = { words: string; run: () => Promise<(args: string[]) => Promise<number>> };

/** Every command, in the order in which `help` lists them. */
const commands: Record<string, Command> = {
  start: { words: 'the course itself (this is what you get without a command)', run: async () => (await import('./start.ts')).start },
  list: { words: 'lessons, steps and exercises, with what is done   [--json]', run: async () => (await import('./list.ts')).list },
  live: { words: 'LESSON[/STEP]  runs a live system; levers are lines on its input   [--seconds N --rate R --seed S --with FILE --plain|--json]', run: async () => (await import('./live.ts')).live },
  check: { words: 'EXERCISE  judges your program   [--file PATH | --run CMD] [--only CHECK --seed S --watch --json]', run: async () => (await import('./check.ts')).check },
  run: { words: 'EXERCISE  starts your program with its neighbours, for curl', run: async () => (await import('./run.ts')).run },
  replay: { words: 'EXERCISE CHECK --seed N  plays one check, one step for each Enter', run: async () => (await import('./replay.ts')).replay },
  hint: { words: 'EXERCISE  the next hint for what failed last', run: async () => (await import('./hint.ts')).hint },
  solution: { words: 'EXERCISE  our solution (asks first when yours has not passed)   [--yes]', run: async () => (await import('./solution.ts')).solution },
  reset: { words: 'EXERCISE  a fresh file; yours is kept beside it', run: async () => (await import('./reset.ts')).reset },
  edit: { words: 'EXERCISE  opens your file in your editor', run: async () => (await import('./edit.ts')).edit },
  doctor: { words: 'what fits, what does not, and how to mend it   [--json]', run: async () => (await import('./doctor.ts')).doctor },
};

// whoever read us has had enough (… | head): that is no error, and what runs below is ended by its reaper
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});
// what was compiled once need not be compiled at the next start (Node 22 and newer); beside dist, so that it goes with the package
(module as { enableCompileCache?: (folder: string) => unknown }).enableCompileCache?.(fileURLToPath(new URL('.compiled', import.meta.url)));
process.exitCode = await main(process.argv.slice(2));

async function main([name = 'start', ...args]: string[]): Promise<number> {
  if (name === 'help' || name === '--help' || name === '-h') return help();
  if (name === '--version' || name === '-v') return (await import('./version.ts')).version();
  if (name.startsWith('-')) return obey('start', [name, ...args]);
  if (!Object.hasOwn(commands, name)) return unknown(name);
  if (args.includes('--help') || args.includes('-h')) return say(`rushhour ${name} ${commands[name]!.words}\n`);
  return obey(name, args);
}

async function obey(name: string, args: string[]): Promise<number> {
  try {
    return await (await commands[name]!.run())(args);
  } catch (error) {
    return (await import('./usage.ts')).explain(error, name);
  }
}

function help(): number {
  const rows = Object.entries(commands).map(([name, { words }]) => `  rushhour ${name.padEnd(9)} ${words}`);
  return say(`Rush Hour teaches how systems carry a crowd, by breaking real ones on your own laptop.\n\n${rows.join('\n')}\n\nAn exercise is named 2-load-balancing/round-robin, or round-robin.\n`);
}

function unknown(name: string): number {
  const near = nearest(name, Object.keys(commands));
  process.stderr.write(`There is no command "${name}".${near ? ` Did you mean "${near}"?` : ''} The commands: ${Object.keys(commands).join(', ')}.\n`);
  return 64;
}

function say(words: string): number {
  process.stdout.write(words);
  return 0;
}
