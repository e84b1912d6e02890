/** What a child may see of the environment around us: built, never inherited, so that no test runner or npm leaks into a learner's program. */
export function childEnvironment(contract: Record<string, string>, run: string): Record<string, string> {
  return { ...around(), ...contract, RUSHHOUR_RUN: run };
}

/** The reaper carries no mark: the sweep of an outer run must not end it while it works. */
export function reaperEnvironment(): Record<string, string> {
  return around();
}

const kept = ['PATH', 'Path', 'HOME', 'USER', 'TMP', 'TEMP', 'TMPDIR', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'SYSTEMROOT', 'SystemRoot', 'COMSPEC', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'HOMEDRIVE', 'HOMEPATH'];

function around(): Record<string, string> {
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
