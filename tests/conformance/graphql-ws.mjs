// Drives a live server over graphql-transport-ws: npm graphql-ws as a client that knows nothing of us, and raw npm ws for every misuse
// that PROTOCOL.md gives a close code to.
// Usage: node graphql-ws.mjs ws://127.0.0.1:15200/graphql [connection-init timeout of the server in ms]
// Needs a server whose indexer (or a test) keeps indexing blocks. Prints one line per check; exits 1 if any fails.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
const initTimeoutMs = Number(process.argv[3] ?? 3000);
if (!url) {
  console.error('usage: node graphql-ws.mjs <ws url> [init timeout ms]');
  process.exit(2);
}

const subProtocol = 'graphql-transport-ws';
const patienceMs = 15_000;

/** A raw socket whose messages and closing can be awaited. */
class Raw {
  messages = [];
  #waiting = [];
  constructor(protocols = subProtocol, headers = {}) {
    this.socket = new WebSocket(url, protocols, { headers });
    this.opened = new Promise((resolve, reject) => { this.socket.on('open', resolve); this.socket.on('error', reject); });
    this.closed = new Promise(resolve => this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })));
    this.socket.on('message', data => {
      const message = JSON.parse(data.toString());
      const waiter = this.#waiting.shift();
      if (waiter) waiter(message); else this.messages.push(message);
    });
  }
  send(message) { this.socket.send(typeof message === 'string' || message instanceof Buffer ? message : JSON.stringify(message)); }
  next() { return this.messages.length ? Promise.resolve(this.messages.shift()) : new Promise(resolve => this.#waiting.push(resolve)); }
  async init() {
    await this.opened;
    this.send({ type: 'connection_init' });
    assert.deepEqual(await within(this.next()), { type: 'connection_ack' });
    return this;
  }
}

function within(promise, ms = patienceMs) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`nothing happened within ${ms} ms`)), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const open = async (...args) => { const raw = new Raw(...args); await within(raw.opened); return raw; };
const ready = async () => (await open()).init();
const subscribe = (id, query, extra = {}) => ({ id, type: 'subscribe', payload: { query, ...extra } });
const blocks = 'subscription { blockIndexed { number hash timestamp loans } }';

async function closesWith(code, raw) {
  const closed = await within(raw.closed);
  assert.equal(closed.code, code, `close code ${code} was expected, but ${closed.code} (${closed.reason}) was seen`);
  assert.ok(Buffer.byteLength(closed.reason) <= 123);
  return closed;
}

/** The socket still answers: proves that it was not closed. */
async function staysOpen(raw) {
  raw.send({ type: 'ping', payload: { still: 'here' } });
  for (;;) {
    const message = await within(raw.next());
    if (message.type === 'pong') return assert.deepEqual(message.payload, { still: 'here' });
  }
}

const checks = [];
const check = (name, run) => checks.push({ name, run });

check('npm client receives blockIndexed twice over one socket', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 });
  try {
    const seen = [];
    const events = client.iterate({ query: blocks });
    while (seen.length < 2) {
      const { value, done } = await within(events.next());
      assert.equal(done, false);
      assert.equal(value.errors, undefined);
      seen.push(value.data.blockIndexed);
    }
    for (const block of seen) {
      assert.match(block.hash, /^0x[0-9a-f]{64}$/);
      assert.ok(Number.isInteger(block.number));
      assert.ok(!Number.isNaN(Date.parse(block.timestamp)));
      assert.ok(Array.isArray(block.loans));
    }
    assert.notEqual(`${seen[0].number}${seen[0].hash}`, `${seen[1].number}${seen[1].hash}`, 'each block once');
    await events.return();
  } finally {
    await client.dispose();
  }
});
check('npm client runs a query over the socket and it completes', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    const results = [];
    for await (const result of client.iterate({ query: '{ __typename }' })) results.push(result);
    assert.deepEqual(results, [{ data: { __typename: 'Query' } }]);
  } finally {
    await client.dispose();
  }
});
check('npm client gets validation errors as an error', async () => {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  try {
    await assert.rejects(async () => { for await (const _ of client.iterate({ query: '{ nope }' })); }, errors => errors[0].extensions.code === 'GRAPHQL_VALIDATION_FAILED');
  } finally {
    await client.dispose();
  }
});
check('no sub-protocol: 4406', async () => closesWith(4406, await open([])));
check('no connection_init in time: 4408', async () => closesWith(4408, await open()));
check('connection_init in time is not closed by the timeout', async () => {
  const raw = await ready();
  await new Promise(resolve => setTimeout(resolve, initTimeoutMs + 500));
  await staysOpen(raw);
  raw.socket.close();
});
check('second connection_init: 4429', async () => { const raw = await ready(); raw.send({ type: 'connection_init' }); await closesWith(4429, raw); });
check('subscribe before connection_init: 4401', async () => { const raw = await open(); raw.send(subscribe('a', '{ __typename }')); await closesWith(4401, raw); });
check('ping before connection_init: pong with the payload', async () => { const raw = await open(); await staysOpen(raw); raw.socket.close(); });
check('unsolicited pong is ignored', async () => { const raw = await ready(); raw.send({ type: 'pong' }); await staysOpen(raw); raw.socket.close(); });
check('active id again: 4409', async () => { const raw = await ready(); raw.send(subscribe('a', blocks)); raw.send(subscribe('a', '{ __typename }')); assert.match((await closesWith(4409, raw)).reason, /^Subscriber for a already exists$/); });
check('active id of 500 characters again: 4409 with a reason that fits', async () => { const raw = await ready(); const id = 'ü'.repeat(500); raw.send(subscribe(id, blocks)); raw.send(subscribe(id, blocks)); await closesWith(4409, raw); });
check('id may be used again after completion', async () => {
  const raw = await ready();
  for (let round = 0; round < 2; round++) {
    raw.send(subscribe('a', '{ __typename }'));
    assert.deepEqual(await within(raw.next()), { id: 'a', type: 'next', payload: { data: { __typename: 'Query' } } });
    assert.deepEqual(await within(raw.next()), { id: 'a', type: 'complete' });
  }
  raw.socket.close();
});
check('validation failure: one error, no complete, socket stays open', async () => {
  const raw = await ready();
  raw.send(subscribe('a', '{ nope }'));
  const message = await within(raw.next());
  assert.equal(message.type, 'error');
  assert.ok(Array.isArray(message.payload) && message.payload.length > 0);
  raw.send({ type: 'ping' });
  assert.deepEqual(await within(raw.next()), { type: 'pong' });
  raw.socket.close();
});
check('parse failure: one error, socket stays open', async () => { const raw = await ready(); raw.send(subscribe('a', '{')); assert.equal((await within(raw.next())).type, 'error'); await staysOpen(raw); raw.socket.close(); });
check('complete for an unknown id is ignored', async () => { const raw = await ready(); raw.send({ id: 'never', type: 'complete' }); await staysOpen(raw); raw.socket.close(); });
check('nothing follows the client\'s complete', async () => {
  const raw = await ready();
  raw.send(subscribe('a', blocks));
  assert.equal((await within(raw.next())).type, 'next');
  raw.send({ id: 'a', type: 'complete' });
  await staysOpen(raw);
  raw.send(subscribe('b', blocks));
  for (let event = 0; event < 2; event++) assert.equal((await within(raw.next())).id, 'b');
  raw.socket.close();
});
check('two subscriptions run side by side', async () => {
  const raw = await ready();
  raw.send(subscribe('a', blocks));
  raw.send(subscribe('b', blocks));
  const ids = new Set();
  while (ids.size < 2) ids.add((await within(raw.next())).id);
  raw.socket.close();
});
check('more operations than allowed: an error for that id, socket stays open', async () => {
  const raw = await ready();
  for (let number = 0; number <= 20; number++) raw.send(subscribe(`op${number}`, blocks));
  for (;;) {
    const message = await within(raw.next());
    if (message.type !== 'error') continue;
    assert.equal(message.id, 'op20');
    assert.equal(message.payload[0].extensions.code, 'TOO_MANY_OPERATIONS');
    break;
  }
  await staysOpen(raw);
  raw.socket.close();
});
check('message above the size limit: 1009', async () => { const raw = await ready(); raw.send(subscribe('a', `{ __typename } # ${'x'.repeat(70_000)}`)); await closesWith(1009, raw); });
check('binary frame: 4400', async () => { const raw = await ready(); raw.send(Buffer.from('{"type":"ping"}')); await closesWith(4400, raw); });

const invalid = {
  'not JSON': '{', 'an array': '[]', 'a number': '1', 'null': 'null', 'no type': '{}', 'unknown type': '{"type":"start"}', 'type not a string': '{"type":1}', 'a lone surrogate': '{"type":"\\ud800"}',
  'connection_init with an array payload': '{"type":"connection_init","payload":[]}', 'ping with a string payload': '{"type":"ping","payload":"x"}',
  'subscribe without id': JSON.stringify({ type: 'subscribe', payload: { query: '{ __typename }' } }), 'subscribe with empty id': JSON.stringify(subscribe('', '{ __typename }')),
  'subscribe with numeric id': JSON.stringify(subscribe(7, '{ __typename }')), 'subscribe without payload': '{"id":"a","type":"subscribe"}',
  'subscribe without query': '{"id":"a","type":"subscribe","payload":{}}', 'query not a string': JSON.stringify(subscribe('a', 1)),
  'variables not an object': JSON.stringify(subscribe('a', '{ __typename }', { variables: 'x' })), 'extensions not an object': JSON.stringify(subscribe('a', '{ __typename }', { extensions: [] })),
  'operationName not a string': JSON.stringify(subscribe('a', '{ __typename }', { operationName: 1 })), 'complete without id': '{"type":"complete"}',
};
for (const [name, text] of Object.entries(invalid))
  check(`${name}: 4400`, async () => { const raw = await ready(); raw.send(text); await closesWith(4400, raw); });

check('foreign origin: the upgrade is refused with 403', async () => {
  const raw = new Raw(subProtocol, { origin: 'https://evil.example' });
  await assert.rejects(within(raw.opened), /403/);
});
check('own origin is accepted', async () => {
  const raw = await open(subProtocol, { origin: url.replace('ws', 'http').replace(/\/graphql$/, '') });
  await staysOpen(raw);
  raw.socket.close();
});

let failures = 0;
await Promise.all(checks.map(async ({ name, run }) => {
  try {
    await run();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures++;
    console.log(`FAIL ${name}: ${Array.isArray(error) ? JSON.stringify(error) : error?.stack ?? error}`);
  }
}));
console.log(`${checks.length} checks, ${checks.length - failures} passed`);
process.exit(failures === 0 ? 0 : 1);
