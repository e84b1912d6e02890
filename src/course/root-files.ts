/** What lies at the root of a workspace beside exercises/: enough for an editor and for git, nothing that needs an installation. */
export const rootFiles: Record<string, string> = {
  'package.json': json({ name: 'my-rush-hour', private: true, type: 'module' }),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      moduleResolution: 'nodenext',
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      types: ['node'],
    },
    include: ['exercises'],
  }),
  '.gitignore': 'node_modules/\n.state/\n',
  'README.md': `# Your folder for Rush Hour

- \`exercises/\` holds the programs that you write. Open one in your editor, change it, save it: the course sees every save.
- \`progress.txt\` is how far you are, a line for each step. It is yours to read and to edit.
- \`backups/\` appears when you reset an exercise: what you had written is kept there.
- \`node_modules/\` only points at the packages that came with the course. Delete it whenever you like; it comes back.

    npx rushhour                     go on where you were
    npx rushhour check round-robin   judge one exercise
    npx rushhour hint round-robin    a little help, one step at a time
    npx rushhour reset round-robin   start an exercise again

Nothing here is ever overwritten by the course, except by \`reset\`, and that keeps a copy.
`,
};

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
