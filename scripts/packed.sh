#!/usr/bin/env bash
# Packs the course and starts it outside any checkout, the way npx does, on each Node given (default: this one, 22 and 24).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(ls "$work"/rushhour-*.tgz)
echo "packed: $(basename "$tarball"), $(du -k "$tarball" | cut -f1) kB"
export RUSHHOUR_HOME="$work/rush-hour"

mkdir -p "$work/nodes"
for version in ${*:-20 22 24}; do
  node=$(command -v node)
  if ! "$node" --version | grep -q "^v$version\."; then
    (cd "$work/nodes" && npm init -y >/dev/null && npm i --no-fund --no-audit --loglevel=error "node@$version" >/dev/null 2>&1 && cp -L node_modules/node/bin/node "$work/nodes/node$version") || { echo "no Node $version here"; exit 1; }
    node="$work/nodes/node$version"
  fi
  mkdir -p "$work/bin$version" "$work/empty$version"
  ln -sf "$node" "$work/bin$version/node"
  cd "$work/empty$version"
  export PATH="$work/bin$version:$PATH" npm_config_cache="$work/cache"
  echo "-- $(node --version)"
  npx --yes "file:$tarball" >"$work/out" 2>"$work/err" </dev/null
  grep -q 'Load balancing' "$work/out" || { echo "the overview is missing:"; cat "$work/out" "$work/err"; exit 1; }
  # npx itself may speak of its own updates; the course must not warn of anything
  if grep -viE '^npm notice' "$work/err" | grep -qiE 'warn|deprecat|error'; then echo "it warned:"; cat "$work/err"; exit 1; fi
  npx --yes "file:$tarball" live 2-load-balancing/breakdowns --seconds 3 --json >"$work/out" 2>"$work/err" </dev/null
  node -e "
    const lines = require('fs').readFileSync('$work/out', 'utf8').trim().split('\n').map(JSON.parse);
    const last = lines.at(-1), pictures = lines.filter((line) => line.kind === 'picture').length;
    if (lines[0].kind !== 'hello' || last.kind !== 'summary' || !(last.answered > 60) || pictures < 30) { console.error(lines[0], last, pictures); process.exit(1); }
    console.log('   live: ' + last.answered + ' answered, ' + pictures + ' pictures');"
  npx --yes "file:$tarball" check round-robin --file "$root/solutions/2-load-balancing/round-robin.ts" --json >"$work/out" 2>"$work/err" </dev/null || { cat "$work/out" "$work/err"; exit 1; }
  node -e "const all = JSON.parse(require('fs').readFileSync('$work/out', 'utf8').trim().split('\n').at(-1)); if (all.result !== 'passed') process.exit(1); console.log('   check: ' + all.result + ' in ' + all.ms + ' ms');"
  test -s "$work/err" && { echo "it said on stderr:"; cat "$work/err"; grep -qviE '^npm (notice|warn)' "$work/err" && exit 1; } || true
done
