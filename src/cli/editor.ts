import { spawn } from 'node:child_process';

/** What opening a file came to: whether an editor ran, and a sentence about it. */
export type Opened = { ok: boolean; words: string };

/** Opens a file in the editor that VISUAL or EDITOR names (as a shell reads it) and waits until it is closed. */
export function openEditor(file: string, line?: number): Promise<Opened> {
  const editor = editorCommand();
  if (!editor) return Promise.resolve({ ok: false, words: `Set VISUAL or EDITOR, or open it yourself: ${file}` });
  const place = line && /\b(vi|vim|nvim|nano|emacs|micro|hx|kak)\b/.test(editor) ? [`+${line}`] : [];
  return new Promise((resolve) => {
    const child = spawn([editor, ...place, quoted(file)].join(' '), { stdio: 'inherit', shell: true });
    child.once('error', (error) => resolve({ ok: false, words: `"${editor}" could not be started: ${error.message}` }));
    child.once('exit', (code) => resolve(code === 0 ? { ok: true, words: `${file} was open in ${editor}` } : { ok: false, words: `"${editor}" ended with ${code}. The file is ${file}` }));
  });
}

/** The editor that the learner has chosen. npm puts EDITOR=vi into the environment of whoever chose none: that is nobody's choice. */
export function editorCommand(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const isNpms = env.npm_lifecycle_event !== undefined && env.EDITOR === 'vi' && !env.VISUAL;
  return isNpms ? undefined : env.VISUAL || env.EDITOR || undefined;
}

function quoted(path: string): string {
  return process.platform === 'win32' ? `"${path}"` : `'${path.replaceAll("'", `'\\''`)}'`;
}
