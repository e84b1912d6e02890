/** A sentence's beginning: the first letter large, but a server's name stays as it is. */
export function capital(words: string): string {
  return /^s\d/.test(words) ? words : words.slice(0, 1).toUpperCase() + words.slice(1);
}
