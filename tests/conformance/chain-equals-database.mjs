// Compares the read model with the chain at the block that the read model stands at. Shares no code with the indexer:
// viem asks the contracts, pg asks the tables, and every difference is printed.
//
//   node tests/conformance/chain-equals-database.mjs --rpc http://127.0.0.1:18545 --database postgresql://… --factory 0x… [--market 0x…]
//
// Exit code 0 when every figure is equal, 1 when one differs, 2 when the comparison itself could not be made.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createPublicClient, formatUnits, getAddress, http, zeroAddress } from 'viem';

const phases = { FUNDING: 0, CANCELLED: 1, ACTIVE: 2, DEFAULTED: 4, REPAID: 5, CLOSED: 6 };
const lateState = 3;
const usdtDecimals = 6;

const { values: options } = parseArgs({
  options: { rpc: { type: 'string' }, database: { type: 'string' }, factory: { type: 'string' }, market: { type: 'string' } },
});
for (const name of ['rpc', 'database', 'factory']) {
  if (!options[name]) {
    console.error(`--${name} was expected.`);
    process.exit(2);
  }
}

const abiOf = name => JSON.parse(readFileSync(new URL(`../../contracts/artifacts/${name}.json`, import.meta.url))).abi;
const loanAbi = abiOf('Loan');
const listingStates = { open: 'OPEN', sold: 'FILLED', back: 'CANCELLED' };
const factory = { address: getAddress(options.factory), abi: abiOf('LoanFactory') };
const chain = createPublicClient({ transport: http(options.rpc, { batch: true }), pollingInterval: 100 });

const address = bytes => getAddress(`0x${bytes.toString('hex')}`);
const units = amount => formatUnits(amount, usdtDecimals);
// Zeros behind the point only: viem writes 25000, PostgreSQL 25000.000000.
const normal = text => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

let checked = 0;
const differences = [];

function compare(what, onChain, inDatabase) {
  checked += 1;
  if (String(onChain) !== String(inDatabase)) differences.push(`${what}: chain ${onChain}, database ${inDatabase}`);
}

const compareUsdt = (what, onChain, inDatabase) => compare(what, normal(units(onChain)), normal(inDatabase ?? 'missing'));

async function readDatabase() {
  const client = new pg.Client({ connectionString: options.database });
  await client.connect();
  try {
    // One snapshot: rows and cursor belong together.
    await client.query('begin isolation level repeatable read read only');
    const query = async text => (await client.query(text)).rows;
    const counts = table => query(
      `select l.address, count(r.*)::int as rows from loans l left join ${table} r on r.loan_id = l.id group by l.address`);
    return {
      cursor: (await query('select block_number, block_hash from sync_cursor'))[0],
      loans: await query('select * from loans'),
      holdings: await query(
        'select l.address as loan, u.address as holder, h.* from holdings h join loans l on l.id = h.loan_id join users u on u.id = h.user_id'),
      listings: await query('select g.*, l.address as loan, u.address as seller from listings g join loans l on l.id = g.loan_id join users u on u.id = g.seller_id'),
      orders: await query('select encode(order_hash, \'hex\') as hash, filled from signed_orders'),
      fills: (await query('select count(*)::int as rows, coalesce(sum(total), 0) as paid, coalesce(sum(fee), 0) as fees from fills'))[0],
      members: await query('select m.*, u.address from members m join users u on u.id = m.user_id'),
      totals: (await query('select * from platform_totals'))[0],
      ledgers: { Transfer: await counts('token_transfers'), Distributed: await counts('distributions'), Claimed: await counts('claims'), Invested: await counts('investments') },
    };
  } finally {
    await client.end();
  }
}

async function compareLoan(loan, row, holdings, ledgers, blockNumber) {
  const read = (functionName, args = []) => chain.readContract({ address: loan, abi: loanAbi, functionName, args, blockNumber });
  const [supply, outstanding, settled, rounds, state] = await Promise.all(
    ['totalSupply', 'outstanding', 'settledInstalments', 'distributionCount', 'state'].map(name => read(name)));
  compareUsdt(`${loan} total supply`, supply, row.total_supply);
  compareUsdt(`${loan} outstanding`, outstanding, row.outstanding);
  compare(`${loan} settled instalments`, settled, row.settled_instalments);
  compare(`${loan} distributions`, rounds, row.distribution_count);
  compare(`${loan} state`, Number(state) === lateState ? phases.ACTIVE : state, phases[row.phase]);

  const logs = {};
  for (const event of Object.keys(ledgers)) {
    logs[event] = await chain.getLogs({
      address: loan, event: loanAbi.find(item => item.type === 'event' && item.name === event), fromBlock: 0n, toBlock: blockNumber });
    compare(`${loan} ${event} rows`, logs[event].length, ledgers[event].find(entry => address(entry.address) === loan)?.rows);
  }

  const holders = new Set(logs.Transfer.flatMap(log => [log.args.from, log.args.to]).filter(holder => holder !== zeroAddress));
  // Anyone may transfer nothing in anyone's name; who is in no other transfer has nothing, and no row.
  const moved = new Set(logs.Transfer.filter(log => log.args.value > 0n).flatMap(log => [log.args.from, log.args.to]));
  const nothing = { balance: '0', claimed: '0' };
  const rows = new Map(holdings.filter(entry => address(entry.loan) === loan).map(entry => [address(entry.holder), entry]));
  let holding = 0;
  for (const holder of holders) {
    const [balance, claimed] = await Promise.all([read('balanceOf', [holder]), read('claimed', [holder])]);
    const held = rows.get(holder) ?? (moved.has(holder) ? undefined : nothing);
    compareUsdt(`${loan} balance of ${holder}`, balance, held?.balance);
    compareUsdt(`${loan} claimed by ${holder}`, claimed, held?.claimed);
    rows.delete(holder);
    if (balance > 0n) holding += 1;
  }
  compare(`${loan} holders`, holding, row.holder_count);
  for (const holder of rows.keys()) compare(`${loan} holding of ${holder}`, 'none', 'a row');
}

async function compareClaimables(loan, row, holdings, blockNumber) {
  const pausedUntil = await chain.readContract({ address: loan, abi: loanAbi, functionName: 'pausedUntil', blockNumber });
  compare(`${loan} paused until`, pausedUntil, row.paused_until ? row.paused_until.getTime() / 1000 : 0);
  for (const entry of holdings.filter(candidate => address(candidate.loan) === loan)) {
    const pending = await chain.readContract({ address: loan, abi: loanAbi, functionName: 'pendingDistribution', args: [address(entry.holder)], blockNumber });
    // The contract's own formula: floor((index x balance - debt) / 2^64).
    const balance = BigInt(entry.balance.replace('.', ''));
    compare(`${loan} claimable by ${address(entry.holder)}`, pending, (BigInt(row.per_token) * balance - BigInt(entry.payout_debt)) >> 64n);
  }
}

async function compareMarket(database, blockNumber) {
  const market = { address: getAddress(options.market), abi: abiOf('Market') };
  const read = (functionName, args = []) => chain.readContract({ ...market, functionName, args, blockNumber });
  const logsOf = name => chain.getLogs({
    address: market.address, event: market.abi.find(item => item.type === 'event' && item.name === name), fromBlock: 0n, toBlock: blockNumber });

  const delisted = new Set((await logsOf('Delisted')).map(log => String(log.args.id)));
  const count = await read('listingCount');
  compare('listings', count, database.listings.length);
  for (let id = 1n; id <= count; id += 1n) {
    const row = database.listings.find(entry => BigInt(entry.number) === id);
    const onChain = await read('listing', [id]);
    const state = onChain.seller !== zeroAddress ? 'open' : delisted.has(String(id)) ? 'back' : 'sold';
    compare(`listing ${id} status`, listingStates[state], row?.status);
    if (state !== 'open') continue;
    compare(`listing ${id}`, [onChain.seller, onChain.loan, onChain.priceBps, onChain.expiry, normal(units(onChain.remaining))].join(' '), row && [
      address(row.seller), address(row.loan), row.price_bps, row.expires_at_seconds, normal(row.remaining)].join(' '));
  }

  for (const order of database.orders) compareUsdt(`order 0x${order.hash} filled`, await read('filled', [`0x${order.hash}`]), order.filled);
  const fills = [...await logsOf('Filled'), ...await logsOf('OrderFilled')];
  const waived = await logsOf('FeeWaived');
  const sum = (logs, name) => logs.reduce((total, log) => total + log.args[name], 0n);
  compare('fills', fills.length, database.fills.rows);
  compareUsdt('paid in fills', sum(fills, 'total'), database.fills.paid);
  compareUsdt('fees of fills', sum(fills, 'fee') - sum(waived, 'fee'), database.fills.fees);
  compare('orders that were filled', new Set(fills.filter(log => log.args.orderHash).map(log => log.args.orderHash)).size, database.orders.length);
  compareUsdt('traded on the platform', sum(fills, 'total'), database.totals?.traded);
}

async function compareMembers(database, blockNumber) {
  const members = { address: await chain.readContract({ ...factory, functionName: 'members', blockNumber }), abi: abiOf('Members') };
  const event = members.abi.find(item => item.type === 'event' && item.name === 'MemberSet');
  const named = new Set((await chain.getLogs({ address: members.address, event, fromBlock: 0n, toBlock: blockNumber })).map(log => log.args.account));
  const rows = new Map(database.members.map(row => [address(row.address), row]));
  for (const account of named) if (!rows.has(account)) compare(`member ${account}`, 'named', 'no row');
  for (const [account, row] of rows) {
    const [until, frozen] = await chain.readContract({ ...members, functionName: 'memberOf', args: [account], blockNumber });
    const [replacement] = await chain.readContract({ ...members, functionName: 'recoveryOf', args: [account], blockNumber });
    compare(`member ${account}`, `${until} ${frozen} ${replacement}`,
      `${row.member_until_seconds} ${row.is_frozen} ${row.recovery_replacement ? address(row.recovery_replacement) : zeroAddress}`);
  }
}

async function main() {
  const database = await readDatabase();
  if (!database.cursor) throw new Error('The read model has no cursor: nothing was indexed yet.');
  const blockNumber = BigInt(database.cursor.block_number);
  const block = await chain.getBlock({ blockNumber });
  compare(`block ${blockNumber}`, block.hash, `0x${database.cursor.block_hash.toString('hex')}`);

  const loanCount = await chain.readContract({ ...factory, functionName: 'loanCount', blockNumber });
  compare('number of loans', loanCount, database.loans.length);
  let outstanding = 0n;
  for (let index = 0n; index < loanCount; index += 1n) {
    const loan = getAddress(await chain.readContract({ ...factory, functionName: 'loanAt', args: [index], blockNumber }));
    const row = database.loans.find(entry => address(entry.address) === loan);
    if (row) {
      await compareLoan(loan, row, database.holdings, database.ledgers, blockNumber);
      await compareClaimables(loan, row, database.holdings, blockNumber);
      outstanding += await chain.readContract({ address: loan, abi: loanAbi, functionName: 'outstanding', blockNumber });
    } else compare(`loan ${loan}`, 'made by the factory', 'no row');
  }
  compareUsdt('outstanding on the platform', outstanding, database.totals?.outstanding);
  compare('loans on the platform', loanCount, database.totals?.loan_count);
  await compareMembers(database, blockNumber);
  if (options.market) await compareMarket(database, blockNumber);
  return blockNumber;
}

try {
  const blockNumber = await main();
  for (const difference of differences) console.log(difference);
  console.log(`block ${blockNumber}: ${checked} figures checked, ${differences.length} differences`);
  process.exit(differences.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error.shortMessage ?? error.message);
  process.exit(2);
}
