/** A program's own words made safe to print: escape codes and control characters out, at most `width` characters. */
export function clean(text: string, width = 200): string {
  return text
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b[\]PX^_].*?(\u0007|\u001b\\|$)|\u001b./gs, '')
    .replace(/\t/g, '  ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .slice(0, width);
}
