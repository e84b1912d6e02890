/** The four lines of a program's last output that tell most: from its error's own line on when there is one, else the last. */
export function lastWordsOf(lines: string[]): string[] {
  const error = lines.findLastIndex(isError);
  return error < 0 ? lines.slice(-4) : lines.slice(error, error + 4);
}

/** The one line of them that says why. */
export function whyOf(lines: string[]): string | undefined {
  return lines.find(isError) ?? lines.at(-1);
}

function isError(line: string): boolean {
  return /^\[\w*ERROR\]|^(\w+ )?\w*(Error|Exception)\b.*:|^(Error|panic)\b/.test(line);
}
