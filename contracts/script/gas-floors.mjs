// The least that each measured operation can cost: its transaction, the storage it cannot do without, its events and USDT's share,
// at the prices of the EVM (Cancun), and no instruction of any contract. docs/gas.md states the rule and shows every sum.

/** What the EVM charges. */
const PRICE = {
  transaction: 21_000,
  byte: 16, // of calldata, EIP-2028
  zeroByte: 4,
  coldAccount: 2_600, // EIP-2929
  coldWord: 2_100,
  warm: 100, // an account or a word that the transaction has touched before
  change: 2_900, // of a word read before that is not zero, EIP-2200 with EIP-2929
  set: 20_000, // of a word read before that is zero
  cleared: 4_800, // given back for a word set to zero, EIP-3529
  log: 375, // and for each topic
  logByte: 8,
  create: 32_000,
  codeByte: 200,
  creationCodeWord: 8, // hashed for CREATE2 (6), EIP-3860 (2)
  recover: 3_000, // ECRECOVER
};
/** At most this part of the gas is given back, EIP-3529. */
const REFUND_SHARE = 5;

const READ = PRICE.coldWord;
const CHANGED = PRICE.coldWord + PRICE.change;
const NEW = PRICE.coldWord + PRICE.set;
const FIRST_USDT = NEW - CHANGED;

/** One part of a sum. */
const part = (label, gas) => ({ label, gas });
/** 32 bytes of calldata, `nonZero` of them not zero: 20 of an address, 3 of 100 USDT. */
const word = (nonZero) => nonZero * PRICE.byte + (32 - nonZero) * PRICE.zeroByte;
const words = (...nonZeros) => nonZeros.reduce((sum, nonZero) => sum + word(nonZero), 0);
/** A transaction that calls a function with these words of arguments, each told by its bytes that are not zero, as in the gas test. */
const call = (...nonZeros) => part('transaction', PRICE.transaction + 4 * PRICE.byte + words(...nonZeros));
const event = (name, indexed, dataWords) => part(name, PRICE.log * (2 + indexed) + PRICE.logByte * 32 * dataWords);
/** A word that the operation sets to zero. */
const cleared = (label) => ({ label, gas: CHANGED, refund: PRICE.cleared });

const TRANSFER = event('Transfer', 2, 1);
/** Words that mainnet's USDT reads at each transfer: pause, rate, highest fee, successor; and the payer's in the blacklist. */
const USDT_WORDS = 4;
const USDT_PAYS = part('USDT', PRICE.coldAccount + (USDT_WORDS + 1) * READ + 2 * CHANGED + TRANSFER.gas);
const USDT_PULLS = part('USDT', USDT_PAYS.gas + READ); // and the allowance, which is unlimited
/** Again in the same transaction, from another payer to the same receiver, or on from the receiver: both know one balance already. */
const USDT_PAYS_AGAIN = part('USDT again', (1 + USDT_WORDS + 2) * PRICE.warm + READ + CHANGED + TRANSFER.gas);
/** Again from the same payer: its blacklist entry, allowance and balance are warm. */
const USDT_PULLS_AGAIN = part('USDT again', (1 + USDT_WORDS + 4) * PRICE.warm + CHANGED + TRANSFER.gas);

const LOAN_CODE = part("loan's code", PRICE.coldAccount); // the clone itself is the receiver of the transaction
const LOAN_CALLED = part('loan and its code', 2 * PRICE.coldAccount);
const LOAN_CALLED_NEXT = part('loan and its code', PRICE.coldAccount + PRICE.warm);
const LEDGER_READ = part('ledger', READ);
const LEDGER = part('ledger', CHANGED);
const DEBT_READ = part('debt', READ);
const HOLDER = part('holder', CHANGED);
const NEW_HOLDER = part('holder', NEW);
const ASK_FACTORY = part('factory', PRICE.coldAccount + READ);
const ASK_FACTORY_AGAIN = part('factory again', PRICE.warm + READ);
const ASK_ALLOW_LIST = part('allow-list', PRICE.coldAccount + READ);
const INVESTED = [TRANSFER, event('Invested', 1, 2)];
const REFUNDED = [TRANSFER, event('Refunded', 1, 2)];
const CLAIMED = event('Claimed', 2, 2);
const APPROVED = event('Approval', 2, 1);
const APPROVAL = [part('allowance', NEW), APPROVED];
const MEMBER_SET = event('MemberSet', 1, 2);
const SIGNATURE = part('signature', PRICE.recover + PRICE.warm);

const SPLIT = [LOAN_CODE, LEDGER, part('debt', CHANGED), part('draw-down date', READ), event('Distributed', 2, 8)];
const distribute = (...more) => [...SPLIT, part('payment id', NEW), ASK_FACTORY, USDT_PULLS, ...more];
/** A collection has no id to refuse: its round counts it. It takes all that is at the pay-in address. */
const collect = [...SPLIT, event('Collected', 2, 1), part('pay-in address and its code', 2 * PRICE.coldAccount),
  { ...USDT_PAYS, refund: PRICE.cleared }];
const transfer = [LOAN_CODE, LEDGER_READ, HOLDER, HOLDER, TRANSFER];

/** `amount` and four bounds, for the buyer of a listing or an order. */
const TRADE = [3, 4, 4, 1, 4];
/** A fill but for the offer: the loan's price and state, tokens once, USDT twice, the treasury, the seller not lost. */
const SETTLEMENT = [LOAN_CALLED, LEDGER_READ, DEBT_READ, part('allowance', READ), HOLDER, HOLDER, TRANSFER, ASK_ALLOW_LIST,
  USDT_PULLS, USDT_PULLS_AGAIN];
const fill = [...SETTLEMENT, ASK_FACTORY, event('Filled', 3, 6)];
/** An order: seller, loan, amount, price, expiry, nonce; where the signature is; the trade; 65 bytes of signature. */
const ORDER = [20, 20, 3, 2, 4, 1, 2, ...TRADE, 1, 32, 32, 1];
const fillOrder = [...SETTLEMENT, ASK_FACTORY, ASK_FACTORY_AGAIN, part('nonce', READ), SIGNATURE,
  event('OrderFilled', 3, 8)];
const LOAN_STATE = [LOAN_CALLED, LEDGER_READ];

const batchClaimNext = [ASK_FACTORY_AGAIN, LOAN_CALLED_NEXT, LEDGER_READ, HOLDER, CLAIMED, USDT_PAYS_AGAIN];
const batchClaimFirst = [ASK_FACTORY, LOAN_CALLED, ASK_ALLOW_LIST, LEDGER_READ, HOLDER, CLAIMED, USDT_PAYS];
const batchRefundNext = [ASK_FACTORY_AGAIN, LOAN_CALLED_NEXT, LEDGER, cleared('holder'), ...REFUNDED, USDT_PAYS_AGAIN];
const batchRefundFirst = [ASK_FACTORY, LOAN_CALLED, ASK_ALLOW_LIST, LEDGER, cleared('holder'), ...REFUNDED, USDT_PAYS];
const INVESTMENT = [part('ledger', NEW), NEW_HOLDER, ...INVESTED, part('first USDT', FIRST_USDT)];
const batchInvestNext = [ASK_FACTORY_AGAIN, LOAN_CALLED_NEXT, ...INVESTMENT, USDT_PULLS_AGAIN];
const batchInvestFirst = [ASK_FACTORY, LOAN_CALLED, ...INVESTMENT, USDT_PULLS];
const ADDRESS = 20;
const INVESTMENT_WORDS = [ADDRESS, 3];

/** 18 terms between the loan's id and where the URI is, as the gas test has them. */
const CREATE_WORDS = [6, 4, 4, 3, 4, 3, 2, 2, 0, 0, 1, 2, 1, 3, 2, 20, 20, 32, 0, 2, 1, 32, 1];
/** A minimal clone (45 bytes) and the terms behind it (165). */
const CLONE_BYTES = 210;
/** The clone of a pay-in address, with the loan's address behind it, and the code that creates it. */
const PAY_IN_BYTES = 65;
const PAY_IN_CREATION_WORDS = 3;

/** { operation: parts of its floor }, by the names of the gas tests. */
const PARTS = {
  // One byte of its selector is zero.
  'createLoan': [part('transaction', call(...CREATE_WORDS).gas + PRICE.zeroByte - PRICE.byte), part('operator', READ), part('originator', READ), ASK_ALLOW_LIST, part('isLoan', NEW),
    part('CREATE2', PRICE.create + PRICE.creationCodeWord), part('clone with its terms', CLONE_BYTES * PRICE.codeByte),
    event('LoanCreated', 3, 22)],
  'invest, first time': [call(3), LOAN_CODE, LEDGER, NEW_HOLDER, ...INVESTED, USDT_PULLS],
  'invest, again': [call(3), LOAN_CODE, LEDGER, HOLDER, ...INVESTED, USDT_PULLS],
  'refund': [call(), LOAN_CODE, LEDGER, cleared('holder'), ...REFUNDED, USDT_PAYS],
  'drawDown': [call(), LOAN_CODE, LEDGER, part('dates', CHANGED), part('debt', NEW), ASK_FACTORY, event('DrawnDown', 1, 3),
    { ...USDT_PAYS, refund: PRICE.cleared }], // all of the loan's USDT
  'distribute, first': [call(5, 3), ...distribute(part('first USDT', FIRST_USDT))],
  'distribute, again': [call(6, 3), ...distribute()],
  'distribute, again, with platform fee': [call(6, 3), ...distribute(ASK_FACTORY_AGAIN, USDT_PAYS_AGAIN)],
  'claim, first': [call(), LOAN_CODE, LEDGER_READ, HOLDER, CLAIMED, USDT_PAYS],
  'claim, first, to a wallet without USDT': [call(ADDRESS), LOAN_CODE, LEDGER_READ, HOLDER, CLAIMED, USDT_PAYS,
    part('first USDT', FIRST_USDT)],
  'claim, again': [call(), LOAN_CODE, LEDGER_READ, HOLDER, CLAIMED, USDT_PAYS],
  'transfer, both hold': [call(ADDRESS, 3), ...transfer],
  'transfer, new holder': [call(ADDRESS, 3), LOAN_CODE, LEDGER_READ, HOLDER, NEW_HOLDER, TRANSFER],
  'transferFrom, part of an allowance': [call(ADDRESS, ADDRESS, 3), part('allowance', CHANGED), APPROVED, ...transfer],
  'transferFrom, all of an allowance': [call(ADDRESS, ADDRESS, 3), cleared('allowance'), APPROVED, ...transfer],

  'approve, first': [call(ADDRESS, 3), LOAN_CODE, ...APPROVAL],
  'permit, first': [call(ADDRESS, ADDRESS, 3, 4, 1, 32, 32), LOAN_CODE, part('nonce', NEW), event('NonceUsed', 1, 1), SIGNATURE, ...APPROVAL],
  'recover': [call(ADDRESS), LOAN_CODE, ASK_ALLOW_LIST, LEDGER_READ, cleared('lost holder'), NEW_HOLDER, event('HolderRecovered', 2, 2),
    TRANSFER],
  'cancel': [call(), LOAN_CODE, LEDGER, event('Cancelled', 0, 1)],
  'refundFor': [call(ADDRESS), LOAN_CODE, ASK_ALLOW_LIST, LEDGER, cleared('holder'), ...REFUNDED, USDT_PAYS],
  'sendFees': [call(), LOAN_CODE, part('fees owed', CHANGED), ASK_FACTORY, event('FeesOwed', 0, 1),
    { ...USDT_PAYS, refund: PRICE.cleared }], // all of the loan's USDT
  'pause': [call(), LOAN_CODE, LEDGER, ASK_FACTORY, event('Paused', 1, 1)],
  'unpause': [call(), LOAN_CODE, LEDGER, ASK_FACTORY, event('Unpaused', 1, 0)],
  'declareDefault': [call(), LOAN_CODE, LEDGER, part('debt', CHANGED), part('draw-down date', READ), ASK_FACTORY, event('Defaulted', 1, 2)],
  'writeOff': [call(), LOAN_CODE, LEDGER, DEBT_READ, part("factory's code", PRICE.coldAccount), event('WrittenOff', 0, 1)],
  'claim, last, burns': [call(), LOAN_CODE, LEDGER, cleared('holder'), TRANSFER, CLAIMED, USDT_PAYS],
  'collect, first': [call(), ...collect, part('CREATE2', PRICE.create + PAY_IN_CREATION_WORDS * PRICE.creationCodeWord),
    part('clone', PAY_IN_BYTES * PRICE.codeByte)],
  'collect, again': [call(), ...collect],

  'list': [call(ADDRESS, 3, 2, 4), ASK_FACTORY, ...LOAN_STATE, part('count', CHANGED), part('two words of the listing', 2 * NEW),
    event('Listed', 3, 4)],
  'reprice': [call(1, 2), part('listing', CHANGED), part('its other word', READ), ...LOAN_STATE, event('Repriced', 3, 3)],
  'delist': [call(1), cleared('listing'), cleared('its other word'), event('Delisted', 3, 1)],
  'fill, part of a listing': [call(1, ...TRADE), part('listing', READ), part('its other word', CHANGED), ...fill],
  'fill, part of a listing, new holder': [call(1, ...TRADE), part('listing', READ), part('its other word', CHANGED), ...fill,
    part('first tokens', NEW - CHANGED)],
  'fill, part of a listing, limited allowance': [call(1, ...TRADE), part('listing', READ), part('its other word', CHANGED), ...fill,
    part('allowance lowered', PRICE.change), APPROVED],
  'fill, all of a listing': [call(1, ...TRADE), cleared('listing'), cleared('its other word'), ...fill],
  'fillOrder, first part': [call(...ORDER), part('filled', NEW), ...fillOrder],
  'fillOrder, next part': [call(...ORDER), part('filled', CHANGED), ...fillOrder],
  'cancelNonce': [call(1), part('nonce', NEW), event('NonceCancelled', 2, 0)],

  'setMember, first': [call(ADDRESS, 4), part('agent', READ), part('member', NEW), MEMBER_SET],
  'setMember, again': [call(ADDRESS, 4), part('agent', READ), part('member', CHANGED), MEMBER_SET],

  'claim, 2 loans': [call(1, ADDRESS, 1, ADDRESS, ADDRESS), ...batchClaimFirst, ...batchClaimNext],
  'claim, 3 loans': [call(1, ADDRESS, 1, ADDRESS, ADDRESS, ADDRESS), ...batchClaimFirst, ...batchClaimNext, ...batchClaimNext],
  'claim, each further loan': [part('calldata', words(ADDRESS)), ...batchClaimNext],
  'refund, 2 loans': [call(1, ADDRESS, 1, ADDRESS, ADDRESS), ...batchRefundFirst, ...batchRefundNext],
  'refund, 3 loans': [call(1, ADDRESS, 1, ADDRESS, ADDRESS, ADDRESS), ...batchRefundFirst, ...batchRefundNext, ...batchRefundNext],
  'refund, each further loan': [part('calldata', words(ADDRESS)), ...batchRefundNext],
  'invest, 2 loans': [call(1, 1, ...INVESTMENT_WORDS, ...INVESTMENT_WORDS), ...batchInvestFirst, ...batchInvestNext],
  'invest, 3 loans': [call(1, 1, ...INVESTMENT_WORDS, ...INVESTMENT_WORDS, ...INVESTMENT_WORDS), ...batchInvestFirst, ...batchInvestNext,
    ...batchInvestNext],
  'invest, each further loan, first time': [part('calldata', words(...INVESTMENT_WORDS)), ...batchInvestNext],
};

/** The floor of an operation of the gas tests: { gas, parts }, the last part negative where gas is given back. */
export function floorOf(operation) {
  const parts = PARTS[operation];
  if (!parts) throw new Error(`${operation}: measured, but gas-floors.mjs has no floor for it`);
  const used = parts.reduce((sum, { gas }) => sum + gas, 0);
  const refund = parts.reduce((sum, { refund: gas = 0 }) => sum + gas, 0);
  if (refund === 0) return { gas: used, parts };
  const given = Math.min(refund, Math.floor(used / REFUND_SHARE));
  return { gas: used - given, parts: [...parts, part('given back', -given)] };
}
