// Plants one defect after another in a copy of the contracts and shows that the named tests fail; see defects.mjs.
//   node contracts/script/mutations.mjs                 all of them; exit 1 when one survives
//   node contracts/script/mutations.mjs --only a,b      those whose name contains `a` or `b`
//   node contracts/script/mutations.mjs --texts         only check that every defect still fits the sources: no compiler, a second
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defects } from './defects.mjs';
import { forgePath } from './forge.mjs';

const contracts = join(dirname(fileURLToPath(import.meta.url)), '..');
const repository = join(contracts, '..');

/**
 * The compiler is JavaScript and the optimizer half of its time, so it is off, and so is the limit on code size. Dynamic test
 * linking deploys contracts by name, so that a defect in a contract does not recompile its tests: 4 s a defect, not 25.
 */
const FORGE_SETTINGS = { FOUNDRY_PROFILE: 'default', FOUNDRY_OPTIMIZER: 'false', FOUNDRY_DYNAMIC_TEST_LINKING: 'true', FOUNDRY_CODE_SIZE_LIMIT: '1000000' };

/** The sources as they are: { path: text }. */
const sources = Object.fromEntries(readdirSync(join(contracts, 'src'), { recursive: true }).filter((path) => path.endsWith('.sol'))
  .map((path) => [path, readFileSync(join(contracts, 'src', path), 'utf8')]));

/** The sources that a defect changes, with the defect in them: { path: text }. Throws when it does not fit. */
function planted({ edits }) {
  const changed = {};
  for (const [search, replacement] of edits) {
    const found = Object.entries(sources).flatMap(([path, text]) => Array(text.split(search).length - 1).fill(path));
    if (found.length !== 1) throw new Error(`src has ${found.length} times (${found.join(', ')}), not once: ${search}`);
    const [path] = found;
    changed[path] = (changed[path] ?? sources[path]).replace(search, () => replacement);
  }
  return changed;
}

/** Why a defect does not fit the sources and tests as they are, or nothing. */
function misfit(defect) {
  try {
    planted(defect);
  } catch (error) {
    return `${defect.name}: ${error.message}`;
  }
  const suite = join(contracts, 'test', defect.suite);
  const suiteText = existsSync(suite) ? readFileSync(suite, 'utf8') : '';
  const missing = defect.tests.find((test) => !suiteText.includes(`function ${test}(`));
  return missing && `${defect.name}: test/${defect.suite} has no ${missing}`;
}

/** Runs forge in `folder`; the answer is what it said. */
function forge(folder, ...options) {
  return new Promise((resolve, reject) => {
    const child = spawn(forgePath(), options, { cwd: folder, env: { ...process.env, ...FORGE_SETTINGS }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { output: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk) => (said.output += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (said.error += chunk));
    child.on('error', reject).on('close', (code) => resolve({ ...said, code }));
  });
}

/** Runs all tests of `folder`: { test: Success | Failure }. No filter, not even that of foundry.toml: it costs a pass of the compiler. */
async function runTests(folder) {
  const { output, error } = await forge(folder, 'test', '--json');
  const line = output.split('\n').find((text) => text.startsWith('{'));
  if (!line) throw new Error(`forge said no JSON in ${folder}:\n${output}\n${error}`);
  const suites = Object.values(JSON.parse(line));
  return Object.fromEntries(suites.flatMap((suite) => Object.entries(suite.test_results).map(([test, { status }]) => [test.split('(')[0], status])));
}

/** A project in `folder` with all sources and the tests of one suite, compiled, or with what is compiled in `base`. */
function arrange(folder, suites, base) {
  mkdirSync(join(folder, 'test'), { recursive: true });
  for (const part of ['foundry.toml', 'solc', 'src', 'test/helpers', ...suites.map((suite) => `test/${suite}`)]) {
    cpSync(join(contracts, part), join(folder, part), { recursive: true });
  }
  const settings = join(folder, 'foundry.toml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^no_match_path.*$/m, ''));
  for (const part of base ? ['out', 'cache'] : []) cpSync(join(base, part), join(folder, part), { recursive: true, preserveTimestamps: true });
}

/** The defects of one suite, one by one in a project of their own. */
async function judge(folder, own, base, report) {
  arrange(folder, [own[0].suite], base);
  const before = await runTests(folder);
  for (const defect of own) {
    const started = Date.now();
    const changed = planted(defect);
    const write = (texts) => Object.keys(changed).forEach((path) => writeFileSync(join(folder, 'src', path), texts[path]));
    const finish = (verdict) => report({ ...defect, verdict, seconds: (Date.now() - started) / 1000 });
    const broken = defect.tests.filter((test) => before[test] !== 'Success');
    if (broken.length > 0) {
      finish(`FAILS WITHOUT THE DEFECT: ${broken.join(', ')}`);
      continue;
    }
    write(changed);
    try {
      const after = await runTests(folder);
      const blind = defect.tests.filter((test) => after[test] !== 'Failure');
      finish(blind.length === 0 ? 'found' : `SURVIVED ${blind.join(', ')}`);
    } catch (error) {
      finish(`DOES NOT RUN: ${error.message}`);
    }
    write(sources);
  }
}

async function main() {
  const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
  const chosen = defects.filter(({ name }) => only.split(',').some((part) => name.includes(part)));
  const misfits = chosen.map(misfit).filter(Boolean);
  if (chosen.length === 0) misfits.push(`no defect is named like ${only}`);
  if (misfits.length > 0) throw new Error(misfits.join('\n'));
  console.log(`${chosen.length} defects fit the sources`);
  if (process.argv.includes('--texts')) return;

  const started = Date.now();
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'reflow-mutations-')));
  try {
    // foundry.toml and the compiler look for packages beside the contracts folder.
    symlinkSync(join(repository, 'node_modules'), join(work, 'node_modules'), 'junction');
    writeFileSync(join(work, 'package.json'), '{}');
    const suites = [...new Set(chosen.map(({ suite }) => suite))];
    const base = join(work, 'base');
    arrange(base, suites);
    const { code, output, error } = await forge(base, 'build');
    if (code !== 0) throw new Error(`forge build failed:\n${output}\n${error}`);
    console.log(`compiled once in ${((Date.now() - started) / 1000).toFixed(0)} s`);

    const results = [];
    const report = (result) => {
      results.push(result);
      console.log(`${String(results.length).padStart(3)}/${chosen.length} ${result.name}: ${result.verdict} (${result.seconds.toFixed(1)} s)`);
    };
    const queue = suites.map((suite) => chosen.filter((defect) => defect.suite === suite)).sort((a, b) => b.length - a.length);
    const worker = async () => {
      for (let own = queue.shift(); own; own = queue.shift()) await judge(join(work, own[0].suite.replaceAll('/', '-')), own, base, report);
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
    print(chosen.map(({ name }) => results.find((result) => result.name === name)));
    const survivors = results.filter(({ verdict }) => verdict !== 'found');
    console.log(`${results.length - survivors.length} of ${results.length} defects found in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    if (survivors.length > 0) process.exitCode = 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function print(results) {
  const rows = [['Defect', 'Where', 'Found by', 'Verdict', 'Seconds'], ...results.map((result) => [result.name, Object.keys(planted(result)).join(', '), result.tests.join(', '), result.verdict, result.seconds.toFixed(1)])];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  rows.splice(1, 0, widths.map((width) => '-'.repeat(width)));
  console.log(`\n${rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`).join('\n')}\n`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
