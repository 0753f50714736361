// Measures gas per operation (test/gas, every call a transaction of its own) and writes contracts/snapshots and docs/gas.md.
//   node contracts/script/gas.mjs           measure and write
//   node contracts/script/gas.mjs --check   measure; exit 1 when a figure of ours grew by more than a hundredth, or the page is stale
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgePath } from './forge.mjs';
import { OURS, page } from './gas-page.mjs';

const ALLOWED_GROWTH = 1.01;
const contracts = join(dirname(fileURLToPath(import.meta.url)), '..');
const snapshots = join(contracts, 'snapshots');
const pagePath = join(contracts, '..', 'docs', 'gas.md');

/** Every snapshot file of a folder: { group: { operation: gas } }. */
function read(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return Object.fromEntries(files.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), 'utf8'))]));
}

/** Runs the gas tests, which write snapshot files, and answers what those say. */
function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'reflow-gas-'));
  try {
    const env = { ...process.env, FOUNDRY_PROFILE: 'gas', FOUNDRY_SNAPSHOTS: folder };
    const result = spawnSync(forgePath(), ['test'], { cwd: contracts, env, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`forge test failed:\n${result.stdout}\n${result.stderr}`);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const measured = measure();
if (process.argv.includes('--check')) {
  const recorded = read(snapshots);
  for (const group of OURS) {
    for (const [operation, gas] of Object.entries(measured[group])) {
      const before = recorded[group]?.[operation];
      if (Number(gas) <= Number(before ?? 0) * ALLOWED_GROWTH) continue;
      console.error(`${operation}: ${before ?? 'not recorded'} before, ${gas} now`);
      process.exitCode = 1;
    }
  }
  for (const group of OURS) {
    for (const operation of Object.keys(recorded[group] ?? {}).filter((name) => !(name in (measured[group] ?? {})))) {
      console.error(`${operation}: recorded, but no longer measured`);
      process.exitCode = 1;
    }
  }
  if (readFileSync(pagePath, 'utf8') !== page(recorded)) {
    console.error('docs/gas.md is not what contracts/snapshots say: run node contracts/script/gas.mjs');
    process.exitCode = 1;
  }
} else {
  mkdirSync(snapshots, { recursive: true });
  for (const [name, figures] of Object.entries(measured)) {
    writeFileSync(join(snapshots, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  }
  writeFileSync(pagePath, page(measured));
}
