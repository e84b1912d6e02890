/** Bundles every program of the course into dist/ with the bundler that vite brings; types are not checked here (npm run types). */
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Each program that runs as a process of its own, and where its source is. */
const entries = {
  rushhour: 'src/cli/main.ts',
  judge: 'src/check/judge.ts',
  reaper: 'src/system/reaper/main.ts',
  tap: 'src/system/tap/main.ts',
  gate: 'src/system/gate.ts',
  learner: 'src/system/learner.ts',
  server: 'src/system/machines/server.ts',
  balancer: 'src/system/machines/balancer.ts',
  crowd: 'src/traffic/crowd.ts',
};

/** Packages that stay outside the bundles: they are installed beside us. */
const outside = /^(vitest|vite|rolldown|http-proxy|ioredis|@lydell|fsevents)(\/|$)/;

/** A page of prose becomes a string; ink's optional devtools become nothing. */
const words = {
  name: 'words',
  resolveId: { handler: (id) => (id === 'react-devtools-core' ? '\0nothing' : undefined) },
  load: {
    handler: (id) => {
      if (id === '\0nothing') return 'export default { connectToDevTools() {} }';
      if (id.endsWith('?raw')) return `export default ${JSON.stringify(readFileSync(id.slice(0, -4), 'utf8'))}`;
    },
  },
};

export async function build() {
  const { rolldown } = await import('rolldown');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    external: (id) => outside.test(id),
    plugins: [words],
    transform: { target: 'node20', define: { 'process.env.NODE_ENV': '"production"' }, jsx: { runtime: 'automatic' } },
    onLog: (level, log, handler) => (level === 'warn' && /EVAL|CIRCULAR|COMMONJS/.test(log.code ?? '') ? undefined : handler(level, log)),
  });
  await bundle.write({ dir: join(root, 'dist'), format: 'esm', sourcemap: false, entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js', minify: false });
  await bundle.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
