// Ends the host's children when the host is gone, however it went. The host holds the write end of this
// process's standard input; the kernel closes it when the host dies, also by SIGKILL.
// Input, one message per line: "+ <pid> <signal>" watches a process, "- <pid>" forgets it.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';

const graceMilliseconds = 6000;
const pollMilliseconds = 50;

if (process.argv.at(-1) === 'guard') guard();
else launch();

// A detached grandchild has its own session, so that Ctrl+C in the host's terminal does not reach it.
function launch() {
  const child = spawn(process.execPath, [...process.execArgv, '--', 'guard'], {
    detached: true, windowsHide: true, cwd: process.platform === 'win32' ? undefined : '/', stdio: ['inherit', 'inherit', 'ignore'],
  });
  child.on('error', error => { console.error(String(error)); process.exit(1); });
  child.on('spawn', () => { child.unref(); process.exit(0); });
}

function guard() {
  process.title = 'reflow-guardian';
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  console.log(process.pid); // only now may the host go on: from here no signal ends the guardian

  const watched = new Map();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', line => {
    const [verb, pid, signal] = line.split(' ');
    if (verb === '+') watched.set(Number(pid), { identity: identify(Number(pid)), signal });
    else watched.delete(Number(pid));
  });
  lines.on('close', () => void end(watched));
}

async function end(watched) {
  const targets = [];
  const table = processTable();
  for (const [pid, { identity, signal }] of [...watched].reverse()) {
    if (isSame(pid, identity)) targets.push({ pid, identity, signal });
    else if (identify(pid) !== undefined) continue; // the id was given to another process since
    // Only the process itself is asked to stop, and sees to its own: what it means to PostgreSQL is not what it means to its backends.
    for (const other of new Set([...descendants(pid, table), ...members(pid, table)]))
      targets.push({ pid: other, identity: identify(other), signal: signal === 'SIGKILL' ? signal : undefined });
  }

  for (const target of targets) if (target.signal) kill(target, target.signal);
  const deadline = Date.now() + graceMilliseconds;
  while (Date.now() < deadline && targets.some(target => isSame(target.pid, target.identity)))
    await new Promise(resolve => setTimeout(resolve, pollMilliseconds));
  for (const target of targets) kill(target, 'SIGKILL');
  // What was started after the look at the process table.
  const last = processTable();
  for (const late of targets.flatMap(({ pid }) => members(pid, last))) attempt(() => process.kill(late, 'SIGKILL'));
  process.exit(0);
}

function kill({ pid, identity }, signal) {
  if (!isSame(pid, identity)) return;
  attempt(() => process.platform === 'win32'
    ? execFileSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' })
    : process.kill(pid, signal));
}

// A pid alone may have been given to another process since; its start time tells them apart.
function isSame(pid, identity) {
  return identity !== undefined && identify(pid) === identity;
}

function identify(pid) {
  return attempt(() => {
    if (process.platform === 'linux') {
      const fields = statFields(pid);
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    if (process.platform === 'win32')
      return run('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]);
    return run('ps', ['-o', 'lstart=', '-p', String(pid)]);
  }) || undefined;
}

// The command name is in parentheses and may hold spaces, so the fields are counted from after it: state is 0, ppid 1, start time 19.
function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function processTable() {
  if (process.platform === 'win32') return []; // taskkill /T walks the tree itself
  if (process.platform === 'linux')
    return readdirSync('/proc').filter(name => /^\d+$/.test(name))
      .map(name => ({ pid: Number(name), fields: attempt(() => statFields(name)) ?? [] }))
      .map(({ pid, fields }) => ({ pid, parent: Number(fields[1]), group: Number(fields[2]) }));
  return (attempt(() => run('ps', ['-axo', 'pid=,ppid=,pgid='])) ?? '').split('\n')
    .map(line => line.trim().split(/\s+/).map(Number)).map(([pid, parent, group]) => ({ pid, parent, group }));
}

function descendants(pid, table) {
  return table.filter(row => row.parent === pid).flatMap(row => [row.pid, ...descendants(row.pid, table)]);
}

// A child that leads a group leaves it behind when it ends; the id of a group that has members is not given to another process.
function members(pid, table) {
  return table.filter(row => row.group === pid && row.pid !== pid).map(row => row.pid);
}

function run(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true }).trim();
}

// Looking at or ending a process that has just gone is not an error here.
function attempt(action) {
  try { return action(); } catch { return undefined; }
}
