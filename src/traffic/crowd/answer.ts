/** Reads one HTTP/1.1 answer after the other from the chunks of a connection; bodies are counted, not kept. */
export type AnswerReader = {
  /** Takes a chunk; throws when it is not HTTP. */
  read(chunk: Buffer): void;
  /** The connection ended: whether that was the end of a whole answer (one without a length). */
  ended(): boolean;
  /** Whether any byte of the present answer has come. */
  begun(): boolean;
};

/** A whole answer: its status, and whether the connection may be used again. */
export type WholeAnswer = { status: number; keep: boolean };

type State = 'head' | 'length' | 'size' | 'chunk' | 'trailer' | 'until-end';

/** Opens a reader that calls `onWhole` at the end of each answer. */
export function openAnswerReader(onWhole: (answer: WholeAnswer) => void): AnswerReader {
  let state: State = 'head';
  let text = '';
  let left = 0;
  let answer: WholeAnswer = { status: 0, keep: true };
  let wasBegun = false;

  function read(chunk: Buffer): void {
    wasBegun = true;
    let at = 0;
    while (at < chunk.length) {
      if (state === 'until-end') return;
      if (state === 'length' || state === 'chunk') at = skip(chunk, at);
      else at = lines(chunk, at);
    }
  }

  function skip(chunk: Buffer, at: number): number {
    const taken = Math.min(left, chunk.length - at);
    left -= taken;
    if (left === 0 && state === 'length') whole();
    else if (left === 0) state = 'size';
    return at + taken;
  }

  /** Everything but bodies comes in lines; a head is read as one text, up to its empty line. */
  function lines(chunk: Buffer, at: number): number {
    const before = text.length;
    text += chunk.toString('latin1', at);
    const mark = state === 'head' ? '\r\n\r\n' : '\r\n';
    const end = text.indexOf(mark);
    if (text.length > 100_000) throw new Error('no HTTP');
    if (end < 0) return chunk.length;
    const line = text.slice(0, end);
    text = '';
    if (state === 'head') head(line);
    else if (state === 'size') size(line);
    else if (line === '') whole();
    return at + end + mark.length - before;
  }

  function head(lines: string): void {
    const first = /^HTTP\/1\.([01]) (\d{3})/.exec(lines);
    if (!first) throw new Error('no HTTP');
    const status = Number(first[2]);
    if (status < 200) return;
    const connection = headerOf(lines, 'connection')?.toLowerCase();
    answer = { status, keep: first[1] === '1' ? connection !== 'close' : connection === 'keep-alive' };
    const length = headerOf(lines, 'content-length');
    if (headerOf(lines, 'transfer-encoding')?.toLowerCase().includes('chunked')) state = 'size';
    else if (status === 204 || status === 304 || length === '0') whole();
    else if (length !== undefined) {
      state = 'length';
      left = Number(length);
    } else {
      state = 'until-end';
      answer.keep = false;
    }
  }

  /** The line end behind a chunk's bytes is an empty line here. */
  function size(line: string): void {
    if (line === '') return;
    left = parseInt(line, 16);
    if (Number.isNaN(left)) throw new Error('no HTTP');
    state = left === 0 ? 'trailer' : 'chunk';
  }

  function whole(): void {
    state = 'head';
    wasBegun = false;
    onWhole(answer);
  }

  return {
    read,
    ended: () => {
      if (state !== 'until-end') return false;
      whole();
      return true;
    },
    begun: () => wasBegun,
  };
}

function headerOf(head: string, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)`, 'i').exec(head)?.[1]?.trim();
}
