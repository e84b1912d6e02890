/** Waits, looking every few milliseconds, until `holds` is true or the time is over; says which. Ends at once when `signal` is aborted. */
export async function until(holds: () => boolean, ms: number, signal?: AbortSignal): Promise<boolean> {
  for (const end = performance.now() + ms; ; ) {
    if (holds()) return true;
    signal?.throwIfAborted();
    if (performance.now() >= end) return false;
    await rest(3, signal);
  }
}

/** Lets time pass that is itself part of a check: a window that is watched, a gap between two visitors. */
export function rest(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const done = (): void => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
