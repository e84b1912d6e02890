/** Cuts a text into lines of at most `width` columns at its spaces; a word longer than that is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean).flatMap((word) => pieces(word, width))) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

/** The first of these wordings that fits; else the last one, cut at its end. */
export function fitting(width: number, ...wordings: string[]): string {
  return wordings.find((words) => words.length <= width) ?? wordings.at(-1)!.slice(0, width);
}

/** A sentence that fits: whole, or up to its last comma, colon or semicolon that does. */
export function clause(words: string, width: number): string {
  if (words.length <= width) return words;
  const cut = words.slice(0, width);
  const end = Math.max(...[', ', ': ', '; ', '. '].map((mark) => cut.lastIndexOf(mark)));
  return end > 12 ? `${cut.slice(0, end)}.` : fitting(width, `${cut.slice(0, cut.lastIndexOf(' '))}…`);
}

/** A path shortened in its middle. */
export function shortPath(path: string, width: number): string {
  if (path.length <= width) return path;
  const tail = Math.ceil((width - 3) * 0.6);
  return `${path.slice(0, width - 3 - tail)}...${path.slice(-tail)}`;
}

function pieces(word: string, width: number): string[] {
  const cut = [];
  for (let start = 0; start < word.length; start += width) cut.push(word.slice(start, start + width));
  return cut;
}
