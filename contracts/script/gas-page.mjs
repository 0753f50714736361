// docs/gas.md from the measured figures. Everything that can be added up is added up here; what does not add up is an error.
import { floorOf } from './gas-floors.mjs';

const LOAN = 'Loan';
/** Groups of figures that are ours; the others are peers of the loan. */
export const OURS = [LOAN, 'Market', 'Batch', 'Members'];
/** An operation that costs more than this many times its floor needs a reason. */
const NEEDS_REASON = 1.25;

/** Why, by operation; a function is told how far above its floor the operation is. */
const REASONS = {
  'cancel': 'what was raised, which `raised()` reads when refunds have lowered the supply: 22,100.',
  'declareDefault': (above) => `${number(above)}, nearly all of it own code: the terms unpacked, the schedule, interest, and a late fee
  that looks at each due date since the one that was missed.`,
  'collect, first': 'as `collect, again`.',
  'collect, again': 'the record that `distributions(i)` reads, 66,300; the rest as for `distribute, again`.',
  'claim, first': 'the stored `claimed`, 22,100 the first time; the rest as below.',
  'claim, first, to a wallet without USDT': 'the same 22,100.',
  'createLoan': (above) => `the list of loans that \`loanAt\` reads, 27,100; and ${number(above - 27_100)} to check 18 terms, pack them, log
  them and hand the clone's code through transient storage, so that a loan's address depends on its id alone.`,
  'distribute, first': 'as `distribute, again`.',
  'distribute, again': 'the record that `distributions(i)` reads beside the payment id, 44,200; own code; the rest as below.',
  'distribute, again, with platform fee': "as `distribute, again`, and 2,091 for USDT's code in the second transfer.",
  'claim, 2 loans': 'as `claim, each further loan`.',
  'claim, 3 loans': 'as `claim, each further loan`.',
  'claim, each further loan': (above) => `of ${number(above)} above the floor the stored \`claimed\` is 5,000, USDT's code 2,091, the question
  whether the holder is called lost, which one who claims by itself is spared, 1,179, the lock 500 and the factory's code 474;
  ${number(above - 5_000 - 2_091 - 1_179 - 500 - 474)} are the loan's and the batch's own code.`,
  'refund, each further loan': (above) => `of ${number(above)} above the floor, as in a claim, USDT's code is 2,091, the question whether the
  holder is called lost 1,179, the lock 500 and the factory's code 474; ${number(above - 2_091 - 1_179 - 500 - 474)} are the loan's and the batch's own code.`,
  'invest, 2 loans': 'as `invest, each further loan, first time`.',
  'invest, 3 loans': 'as `invest, each further loan, first time`.',
  'invest, each further loan, first time': `the floor moves USDT once, from the investor to the loan. A loan pulls from its caller only, so
  that an approval to a loan is never a danger; through a batch USDT moves twice, by an allowance that is set and used up (22,100,
  partly given back). Against single investments it saves an approval and a transaction per loan.`,
};

/** Where the gas of the `again` figures goes, from the trace of the measured transactions, and which parts of the floor that meets. */
const TRACED = ['invest, again', 'claim, again', 'distribute, again'];
const TRACE = [
  ['transaction and calldata', ['transaction'], 21_228, 21_064, 21_428],
  ['clone: cold code of the loan, forwarding', ["loan's code"], 2_672, 2_666, 2_678],
  ["ledger's word", ['ledger'], 5_000, 2_100, 5_000],
  ["holder's word", ['holder'], 5_000, 5_000, 0],
  ["debt's word", ['debt'], 0, 0, 5_000],
  ["draw-down date's word", ['draw-down date'], 0, 0, 2_100],
  ['payment id', ['payment id'], 0, 0, 22_100],
  ['stored `Distribution` beside it, two new words', [], 0, 0, 44_200],
  ['stored `claimed`', [], 0, 5_000, 0],
  ['the same words again, warm', [], 200, 0, 1_600],
  ['re-entrancy lock', [], 500, 500, 500],
  ['terms, 103 a word of code', [], 309, 0, 618],
  ['factory: who is the operator', ['factory'], 0, 0, 4_993],
  ['USDT', ['USDT'], 30_818, 27_047, 30_818],
  ['events', ['Transfer', 'Invested', 'Claimed', 'Distributed'], 3_393, 2_012, 3_548],
  ['own code: dispatch, unpacking, checks, arithmetic, memory', [], 2_969, 1_519, 13_682],
];

const number = (value) => (value === undefined ? '' : Number(value).toLocaleString('en-US'));
const row = (cells) => `| ${cells.join(' | ')} |`;
const lines = (header, rows) => [header, header.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map(row).join('\n');
const ratio = (groups, own, operation) => Number(groups[own][operation]) / floorOf(operation).gas;

const above = (groups, own, operation) => Number(groups[own][operation]) - floorOf(operation).gas;

/** The figures of one group of ours beside their floors and those of `peers`. */
function table(groups, own, peers) {
  const rows = Object.entries(groups[own]).map(([operation, gas]) => [operation, number(floorOf(operation).gas), number(gas),
    ratio(groups, own, operation).toFixed(2), ...peers.map((peer) => number(groups[peer][operation]))]);
  return lines(['Operation', 'Floor', 'ReFlow', 'ReFlow / floor', ...peers], rows);
}

/** Why the figures of a group that are far above their floors are. */
function reasons(groups, own) {
  return Object.keys(groups[own]).filter((operation) => ratio(groups, own, operation) > NEEDS_REASON).map((operation) => {
    const reason = REASONS[operation];
    if (!reason) throw new Error(`${operation}: over ${NEEDS_REASON} times its floor, and gas-page.mjs does not say why`);
    return `- **${operation}**: ${typeof reason === 'function' ? reason(above(groups, own, operation)) : reason}`;
  }).join('\n');
}

/** How the floors of a group add up. */
function sums(groups, own) {
  const rows = Object.keys(groups[own]).map((operation) => {
    const { gas, parts } = floorOf(operation);
    const terms = parts.map((part, index) => `${part.gas < 0 ? '− ' : index > 0 ? '+ ' : ''}${number(Math.abs(part.gas))} ${part.label}`);
    return `| ${operation} | ${number(gas)} | ${terms.join(' ')} |`;
  });
  return ['| Operation | Floor | Sum |', '| --- | ---: | --- |', ...rows].join('\n');
}

/** The traced figures beside the parts of their floors. Throws when either does not add up to what the tables above say. */
function trace(groups) {
  const columns = TRACED.map((operation, index) => {
    const { gas, parts } = floorOf(operation);
    const met = TRACE.map(([, labels]) => parts.filter(({ label }) => labels.includes(label)).reduce((sum, part) => sum + part.gas, 0));
    const spent = TRACE.map((line) => line[index + 2]);
    const total = (figures) => figures.reduce((sum, figure) => sum + figure, 0);
    if (total(spent) !== Number(groups[LOAN][operation])) throw new Error(`${operation}: the trace in gas-page.mjs is another one's`);
    if (total(met) !== gas) throw new Error(`${operation}: the trace in gas-page.mjs leaves out a part of the floor`);
    return [spent, met];
  }).flat();
  const cell = (value) => (value === 0 ? '' : number(value));
  const rows = TRACE.map(([label], index) => [label, ...columns.map((column) => cell(column[index]))]);
  const sum = ['**sum**', ...columns.map((column) => `**${number(column.reduce((left, right) => left + right, 0))}**`)];
  return lines(['', 'invest', 'floor', 'claim', 'floor', 'distribute', 'floor'], [...rows, sum]);
}

/** The page, from { group: { operation: gas } }. */
export function page(groups) {
  const fillAbove = above(groups, 'Market', 'fill, part of a listing');
  const limited = Number(groups.Market['fill, part of a listing, limited allowance']) - Number(groups.Market['fill, part of a listing']);
  return `# Gas

Made by \`node contracts/script/gas.mjs\`. Every figure is a whole transaction: 21,000 base fee, calldata, cold storage. USDT is
\`TetherUsd\`, which reads what the mainnet token reads. The tests fail when a figure of ours grows by more than a hundredth, has no
floor, or is not what this page says.

## The floor

What an operation would cost if no contract executed an instruction. It is the sum, at Cancun's prices, of

- the transaction: 21,000, and the calldata of the measured call, 16 a byte and 4 a byte that is zero;
- every account called after the first, 2,600, and 100 when it is called again. The clone is the first; the code behind it is not;
- every word of storage that the operation must know or change, once: 2,100 to read, 5,000 to change, 22,100 when it was zero. A
  word that becomes zero gives 4,800 back, all together at most a fifth of the sum;
- its events as they are: 375, 375 a topic, 8 a byte;
- USDT's words and event: a \`transfer\` reads five words and changes two (22,256), a \`transferFrom\` reads the allowance too (24,356);
  in the same transaction again, what was touched is 100;
- a clone's creation, 32,000, 8 a word of what creates it and 200 a byte of its own; a signature, 3,100.

It has no dispatch, check, arithmetic or memory, no re-entrancy lock, no terms read from the clone's code, no question how much USDT
arrived, and no second look at a warm word of ours. Nor has it what is stored so that a contract can be asked for what its logs say
already: \`claimed\`, a \`Distribution\` beside its payment id, what a cancelled loan had raised, the list of loans. Where the figure is more than ${NEEDS_REASON} times the
floor, the reason stands under the table. The last section adds up every floor.

## Loan

${table(groups, LOAN, Object.keys(groups).filter((name) => !OURS.includes(name)).sort())}

Far above the floor:

${reasons(groups, LOAN)}

Besides:

- **Membership, freeze and pause** cost a transfer 270 (the pause is in the ledger's word and the freeze in the holder's, so only
  the flag of the terms is read besides), invest 440, and distribute and claim 410 and 70 (a longer ledger word to unpack, more
  functions to choose from). A member's transfer in a loan for members asks the allow-list only when its copy has expired.
- **transferFrom** by an allowance that is lowered says what is left of it: an \`Approval\`, 375 * 4 + 8 * 32 = 1,756, without which logs
  could not tell an allowance; it and the code around it made the operation 1,889 dearer. By an unlimited allowance nothing is written
  or said. A **permit** says its nonce for the same reason, 375 * 3 + 8 * 32 = 1,381, and became 1,461 dearer.
- **createLoan** makes no pay-in address: it costs nothing until it is used.
- **Peers** have no terms, roles, deadline, tickets, re-entrancy lock or events beyond ERC-20 and ERC-4626. Only ERC-2222 keeps
  past payouts with those who held the tokens; a vault's share price moves them to the buyer.

### Where the gas goes

The \`again\` figures to the last unit, from the trace of the measured transactions.

${trace(groups)}

USDT's 30,818 are one \`transferFrom\` (24,720), its cold account (2,600), the balance before and after (2,599 with a cold word, which
the transfer then finds warm, and 599) and 300 of warm calls; the 27,047 are one \`transfer\` (24,347) and its account (2,700).

Three targets once set are missed:

- **invest**, 70,500 (87,600 the first time), by 1,589. It left 6,323 above the floor for USDT's code and two questions for the balance
  (what arrived is recorded, not what was asked for: 3,862), the lock, the terms and all code.
- **claim**, 60,500 and 5,000 for the stored \`claimed\`, by 1,408. It left 2,868 for USDT's code (2,191), the lock and all code; the
  floor under it was 57,376, without the total in the event.
- **distribute**, 71,000 and 66,300 for the record with its payment id, by 20,965. The floor under it was 62,947: without the id, the
  question to the factory (an originator who pays is spared it), the draw-down date and most of the event. Own code is the terms
  unpacked into memory, accrual, late fee, split, schedule and index, in checked arithmetic; there is still something to gain in it.

## Market

${table(groups, 'Market', [])}

A fill moves tokens once and USDT twice, for a buyer who holds both already and with unlimited allowances; a wallet that the
allow-list calls lost sells nothing. A fill of a part is ${number(fillAbove)} above its floor: USDT's code 4,728; the loan's, in three views and a
transfer, 4,092; the allow-list's 979; the factory's 313; the market's own, with its lock, ${number(fillAbove - 4_728 - 4_092 - 979 - 313)}. The target once
set, 98,000, was 2,885 above the floor without the question to the allow-list: less than the code of the contracts that a fill calls.

By a limited allowance of the seller's a fill costs ${number(limited)} more: 2,900 to lower it, 1,756 for the \`Approval\` that says what is left
(375 * 4 + 8 * 32), and ${number(limited - 2_900 - 1_756)} of code.

## Batch

${table(groups, 'Batch', [])}

\`each further loan\` is what one more loan adds: to a claim, for a holder who has claimed from it before. Far above the floor:

${reasons(groups, 'Batch')}

The target once set for a claim's further loan, 25,500, knew neither the stored \`claimed\` nor the questions to the factory and the
allow-list.

## Allow-list

${table(groups, 'Members', [])}

## How the floors add up

${OURS.map((own) => sums(groups, own)).join('\n\n')}
`;
}
