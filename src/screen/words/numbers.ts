/** A time for people: '66 ms', '1.2 s'. */
export function time(ms: number): string {
  if (ms >= 9_950) return `${Math.round(ms / 1000)} s`;
  return ms >= 995 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms)} ms`;
}

/** A clock time on this laptop: '12:04:07'. */
export function clock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** '1 person', '41 people'. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** 's1', 's1 and s2', 's1, s2 and s3'. */
export function list(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

/** '1 exercise', '2 exercises'. */
export function counted(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}

/** A share of 1 as whole percent: '50%'. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
