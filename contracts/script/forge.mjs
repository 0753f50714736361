// Where npm put forge: a package per platform, chosen by npm through optional dependencies.
//   node contracts/script/forge.mjs test        run forge on this project from any directory
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Absolute path of the forge executable. */
export function forgePath() {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const executable = process.platform === 'win32' ? 'forge.exe' : 'forge';
  const packageName = `@foundry-rs/forge-${process.platform}-${architecture}`;
  const require = createRequire(join(here, '..', '..', 'package.json'));
  return join(dirname(require.resolve(`${packageName}/package.json`)), 'bin', executable);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The working directory is the project: foundry.toml names the compiler relative to it.
  const { status } = spawnSync(forgePath(), process.argv.slice(2), { cwd: join(here, '..'), stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
