/** Now, in milliseconds since 1970 with fractions; steady within one process and comparable between processes of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
