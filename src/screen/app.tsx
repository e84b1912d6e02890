import { createContext, memo, useContext, useEffect, useReducer } from 'react';
import { Box, Text, render, useApp, useInput, useWindowSize } from 'ink';
import SelectInput from 'ink-select-input';
import type { CourseProps } from './course.ts';
import type { ListPlace } from './pages/home.ts';
import { openPace } from './pace.ts';
import { openPlayer, type Player } from './player.ts';
import { answers, firstTheme, mayAsk, motionOf, question } from './terminal.ts';
import { paint } from './theme.ts';
import { presses } from './typing.ts';
import type { Goodbye } from './words/receipt.ts';

/** The course on this terminal until it is left; what it stopped and learnt comes back. A render error comes back too, in `error`. */
export async function startScreen(course: CourseProps): Promise<Goodbye> {
  const links: Links = { redraw: () => {}, lend: (work) => work(), exit: () => {} };
  const pace = openPace({ redraw: () => links.redraw(), still: () => player.still(), spent, now: () => performance.now() });
  const player: Player = openPlayer(careful(course, (error) => links.exit(error)), firstTheme(course.options, process.env), motionOf(course.options, process.env), {
    changed: () => pace.changed(),
    leave: () => links.exit(),
    lend: (work) => links.lend(work),
    copy: (words) => void process.stdout.write(`\u001b]52;c;${Buffer.from(words).toString('base64')}\u0007`),
  });
  const app = render(<Screen player={player} links={links} />, { alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false, maxFps: 40, patchConsole: false, interactive: true });
  const forget = leaveOnSignals(() => links.exit());
  const drifting = setInterval(player.drift, 1000);
  const error = await app.waitUntilRenderFlush().then(() => ask(course, player, links)).then(() => app.waitUntilExit()).then(() => undefined, (reason: unknown) => reason ?? new Error('the screen ended'));
  clearInterval(drifting);
  pace.stop();
  const goodbye = await player.close();
  forget();
  return error === undefined ? goodbye : { ...goodbye, error };
}

// Seconds of processor time that this process took so far.
function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** What the component gives to the world outside of it. */
type Links = { redraw(): void; lend(work: () => Promise<void>): Promise<void>; exit(error?: Error): void };

const ListRows = createContext<{ rows: string[]; place: ListPlace }>({ rows: [], place: { y: 0, rows: 1, items: 0 } });

function Screen({ player, links }: { player: Player; links: Links }) {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows: height } = useWindowSize();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    Object.assign(links, { redraw, exit, lend: (work: () => Promise<void>) => suspendTerminal(work) });
  }, [links, exit, suspendTerminal]);
  useInput((input, key) => {
    if (isAnswer(input)) return;
    attempt(() => presses(input, key).forEach(player.press), exit);
  });
  const { sheet, list } = player.draw(columns, height);
  const rows = paint(sheet, player.theme);
  return (
    <Box flexDirection="column" width={columns} height={height}>
      {list ? <WithList player={player} rows={rows} place={list} /> : rows.map((row, y) => <Row key={y} row={row} />)}
    </Box>
  );
}

// The home page's list is a real list component, for those who read the page's parts; the player moves it, because keys in a burst would reach a list that has not been drawn anew.
function WithList({ player, rows, place }: { player: Player; rows: string[]; place: ListPlace }) {
  const items = Array.from({ length: player.home.items() }, (_, index) => ({ key: String(index), label: String(index), value: index }));
  const end = place.y + place.rows * place.items;
  return (
    <ListRows.Provider value={{ rows, place }}>
      {rows.slice(0, place.y).map((row, y) => <Row key={y} row={row} />)}
      <SelectInput key={player.home.chosen()} items={items} isFocused={false} limit={place.items} initialIndex={player.home.chosen()} indicatorComponent={Nothing} itemComponent={Item} />
      {rows.slice(end).map((row, y) => <Row key={end + y} row={row} />)}
    </ListRows.Provider>
  );
}

function Item({ label }: { label: string }) {
  const { rows, place } = useContext(ListRows);
  const start = place.y + Number(label) * place.rows;
  return <Box flexDirection="column">{rows.slice(start, start + place.rows).map((row, i) => <Row key={i} row={row} />)}</Box>;
}

function Nothing() {
  return null;
}

const Row = memo(({ row }: { row: string }) => <Text wrap="truncate">{row.trimEnd() || ' '}</Text>);

// What goes wrong outside of drawing must end the screen in order too: the terminal is given back, and the words come after.
function attempt(work: () => void, exit: (error: Error) => void): void {
  try {
    work();
  } catch (error) {
    exit(error instanceof Error ? error : new Error(String(error)));
  }
}

function careful(course: CourseProps, exit: (error: Error) => void): CourseProps {
  return {
    ...course,
    openLive: (lesson, step, onLine) => course.openLive(lesson, step, (line) => attempt(() => onLine(line), exit)),
    openCheck: (exercise, onLine) => course.openCheck(exercise, (line) => attempt(() => onLine(line), exit)),
  };
}

// An answer to our question about the background arrives as input; it is no key.
function isAnswer(input: string): boolean {
  return /^(\]|\\)$|rgb:|^\[?\d+;\d+R$/.test(input);
}

/** Asks the terminal for its background and the width of our signs, once, after the first frame; 100 ms at most. */
async function ask(course: CourseProps, player: Player, links: Links): Promise<void> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY || stdout.rows < 24) return;
  let heard = '';
  const listen = (chunk: Buffer | string): void => void (heard += String(chunk));
  stdin.on('data', listen);
  stdout.write(question(stdout.rows - 1));
  const deadline = Date.now() + 100;
  while (!answers(heard).complete && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
  stdin.off('data', listen);
  const { palette, wide } = answers(heard);
  if (palette && mayAsk(course.options, process.env)) player.theme = { ...player.theme, palette };
  if (wide && course.options.ascii === undefined) player.theme = { ...player.theme, ascii: true };
  links.redraw();
}

function leaveOnSignals(leave: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, leave);
  return () => signals.forEach((signal) => process.off(signal, leave));
}
