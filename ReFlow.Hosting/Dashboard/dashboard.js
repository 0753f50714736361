const pollMilliseconds = 1000;
const maximumLogLines = 5000;
const find = id => document.getElementById(id);
const rows = new Map();
let log;

find('close-log').addEventListener('click', closeLog);
await refresh();

async function refresh() {
  try {
    const [resources, details] = await Promise.all([getJson('/api/resources'), getJson('/api/details')]);
    show(resources, details);
  } catch {
    find('summary').textContent = 'The host does not answer. It may have been stopped.';
  } finally {
    setTimeout(refresh, pollMilliseconds);
  }
}

async function getJson(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

function show(resources, details) {
  const well = resources.filter(resource => toneOf(resource) === 'good').length;
  setText(find('summary'), `${well} of ${resources.length} are well`);
  for (const resource of resources) {
    const row = rows.get(resource.name) ?? addRow(resource.name);
    update(row, resource, details[resource.name] ?? { commands: [] });
  }
}

function addRow(name) {
  const row = find('resources').insertRow();
  const heading = document.createElement('th');
  heading.scope = 'row';
  heading.textContent = name;
  row.append(heading);
  for (const column of ['kind', 'state', 'started', 'addresses', 'actions']) row.insertCell().className = column;
  rows.set(name, row);
  return row;
}

// Only what changed is touched, so that focus and selection stay where they are.
function update(row, resource, details) {
  const key = JSON.stringify([resource, details]);
  if (row.dataset.key === key) return;
  row.dataset.key = key;
  const [, kind, state, started, addresses, actions] = row.cells;
  setText(kind, resource.kind);
  setText(started, resource.startTime ? new Date(resource.startTime).toLocaleTimeString() : '');
  state.replaceChildren(stateOf(resource), ...notesOf(resource, details));
  addresses.replaceChildren(...resource.endpoints.map(addressOf));
  updateActions(actions, resource, details);
}

function stateOf(resource) {
  const element = document.createElement('span');
  element.className = `state ${toneOf(resource)}`;
  const exit = resource.exitCode !== null && resource.state !== 'Running' ? ` (exit code ${resource.exitCode})` : '';
  element.textContent = (resource.state ?? 'Unknown') + exit + (resource.health ? `, ${resource.health.toLowerCase()}` : '');
  return element;
}

function notesOf(resource, details) {
  const restarts = details.restartCount ? `Restarted ${details.restartCount} times after a crash` : '';
  return [[details.waitingFor && `Waits for ${details.waitingFor}`, ''], [details.error, 'problem'], [restarts, '']]
    .filter(([text]) => text)
    .map(([text, className]) => Object.assign(document.createElement('small'), { textContent: text, className }));
}

function toneOf({ state, health, exitCode }) {
  if (state === 'Running') return health === 'Healthy' || health === null ? 'good' : 'busy';
  if (state === 'Finished') return exitCode ? 'bad' : 'good';
  if (state === 'Active') return 'good';
  if (state === 'FailedToStart' || (state === 'Exited' && exitCode)) return 'bad';
  return state === 'NotStarted' || state === 'Exited' ? 'idle' : 'busy';
}

function addressOf({ url }) {
  const element = document.createElement(/^https?:/.test(url) ? 'a' : 'span');
  element.textContent = url;
  if (element instanceof HTMLAnchorElement) Object.assign(element, { href: url, target: '_blank', rel: 'noreferrer' });
  return element;
}

function updateActions(cell, resource, details) {
  if (!cell.firstChild) cell.append(Object.assign(document.createElement('div'), { className: 'actions' }));
  const box = cell.firstChild;
  const wanted = [{ name: 'logs', displayName: 'Logs', isEnabled: true }, ...details.commands];
  const names = wanted.map(command => command.name).join();
  if (box.dataset.names !== names) {
    box.dataset.names = names;
    box.replaceChildren(...wanted.map(command => actionOf(resource.name, command)));
  }
  wanted.forEach((command, index) => { box.children[index].disabled = !isPossible(command, resource); });
}

function isPossible(command, { state }) {
  const runs = ['Running', 'Starting', 'Waiting', 'Restarting'].includes(state);
  if (command.name === 'start') return !runs && state !== 'Stopping';
  if (command.name === 'stop' || command.name === 'restart') return runs;
  return command.isEnabled;
}

function actionOf(resource, { name, displayName }) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: displayName });
  button.setAttribute('aria-label', `${displayName} ${resource}`);
  button.addEventListener('click', () => name === 'logs' ? openLog(resource) : run(resource, name, displayName));
  return button;
}

async function run(resource, command, displayName) {
  find('outcome').textContent = `${displayName} ${resource}…`;
  try {
    const response = await fetch(`/api/resources/${encodeURIComponent(resource)}/commands/${encodeURIComponent(command)}`, { method: 'POST' });
    const { success, message } = await response.json();
    find('outcome').textContent = success ? message ?? `${displayName} ${resource}: done.` : `${displayName} ${resource} failed: ${message}`;
  } catch {
    find('outcome').textContent = `${displayName} ${resource}: the host does not answer.`;
  }
}

function openLog(resource) {
  closeLog();
  find('log-heading').textContent = `Console of ${resource}`;
  find('log-section').hidden = false;
  log = new EventSource(`/api/resources/${encodeURIComponent(resource)}/logs`);
  log.onopen = () => find('log').replaceChildren(); // after a reconnect the lines come again from the first
  log.onmessage = event => addLine(JSON.parse(event.data));
  find('log').focus();
}

function addLine({ text, isError }) {
  const box = find('log');
  box.append(Object.assign(document.createElement('span'), { textContent: `${text}\n`, className: isError ? 'error' : '' }));
  if (box.childElementCount > maximumLogLines) box.firstElementChild.remove();
  if (find('follow').checked) box.scrollTop = box.scrollHeight;
}

function closeLog() {
  log?.close();
  log = undefined;
  find('log-section').hidden = true;
  find('log').replaceChildren();
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
