import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../system/programs.ts';

/** The version in our package.json. */
export function versionText(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** `rushhour --version` */
export function version(): number {
  process.stdout.write(`rushhour ${versionText()} (Node ${process.version})\n`);
  return 0;
}
