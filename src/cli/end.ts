/** Calls `close` once when the process is told to end (Ctrl-C, SIGTERM, a closed terminal), then ends with the shell's usual number, or with `code` where being ended is how it ends. */
export function onEnd(close: () => Promise<unknown>, code?: number): void {
  let ending = false;
  for (const [signal, usual] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void close().finally(() => process.exit(code ?? usual));
    });
  }
}
