// Writes contracts/artifacts/<Name>.json = { contractName, abi, bytecode, deployedBytecode } for the contracts that C# embeds.
//   node contracts/script/artifacts.mjs           compile and write
//   node contracts/script/artifacts.mjs --check   compile, compare with what is committed, exit 1 on any difference
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgePath } from './forge.mjs';

const NAMES = ['PlatformAdmin', 'TetherUsd', 'Members', 'LoanFactory', 'Loan', 'Market', 'Batch', 'Lens'];
const contracts = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Compiles `src` from scratch into a directory of its own, so that no stale output can be read. */
function compile() {
  const directory = mkdtempSync(join(tmpdir(), 'reflow-artifacts-'));
  try {
    const options = ['--out', join(directory, 'out'), '--cache-path', join(directory, 'cache')];
    execFileSync(forgePath(), ['build', ...options, '--skip', 'test', 'script'], {
      cwd: contracts, // foundry.toml names the compiler relative to the working directory
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, FOUNDRY_PROFILE: 'default' },
    });
    return NAMES.map((name) => JSON.parse(readFileSync(join(directory, 'out', `${name}.sol`, `${name}.json`), 'utf8')));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
const stale = [];
compile().forEach((output, index) => {
  const name = NAMES[index];
  const { abi, bytecode, deployedBytecode } = output;
  const artifact = { contractName: name, abi, bytecode: bytecode.object, deployedBytecode: deployedBytecode.object };
  const text = `${JSON.stringify(artifact, null, 2)}\n`;
  const file = join(contracts, 'artifacts', `${name}.json`);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) stale.push(name);
});

if (stale.length > 0) {
  console.error(`stale artifacts: ${stale.join(', ')}; run \`node contracts/script/artifacts.mjs\` and commit the result`);
  process.exitCode = 1;
}
