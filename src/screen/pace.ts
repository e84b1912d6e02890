/** How often the screen is drawn, by what drawing costs this laptop. */
export type Pace = { changed(): void; stop(): void };

/** What a pace needs of the world; tests give their own. `spent`: seconds of processor time of ours so far; `now` in milliseconds. */
export type PaceWorld = { redraw(): void; still(): void; spent(): number; now(): number };

/** A share of one core; above it we are too dear for a busy laptop. */
const TOO_MUCH = 0.6;
const MEASURE_MS = 5_000;
const SLOW_MS = 125;

/** Draws at once; over 0.6 of a core it draws at most 8 times a second, and when that is still too much it asks, once, for stillness. */
export function openPace({ redraw, still, spent, now }: PaceWorld): Pace {
  let level: 'free' | 'slow' | 'still' = 'free';
  let drawn = -Infinity;
  let due: NodeJS.Timeout | undefined;
  let before = { spent: spent(), at: now() };
  const measuring = setInterval(measure, MEASURE_MS);
  measuring.unref();

  function measure(): void {
    const share = (spent() - before.spent) / Math.max(0.001, (now() - before.at) / 1000);
    before = { spent: spent(), at: now() };
    if (share <= TOO_MUCH || level === 'still') return;
    level = level === 'free' ? 'slow' : 'still';
    if (level === 'still') still();
  }

  function draw(): void {
    clearTimeout(due);
    due = undefined;
    drawn = now();
    redraw();
  }

  return {
    changed() {
      if (level === 'free' || now() - drawn >= SLOW_MS) return draw();
      due ??= setTimeout(draw, SLOW_MS - (now() - drawn));
    },
    stop() {
      clearInterval(measuring);
      clearTimeout(due);
    },
  };
}
