import { index, onchainTable, primaryKey } from "ponder";

// What every row of the ledger says about its event. The id is Ponder's own: unique and in chain order.
const event = (t: any) => ({
  id: t.text().primaryKey(),
  loan: t.hex().notNull(),
  transactionHash: t.hex().notNull(),
  logIndex: t.integer().notNull(),
  blockNumber: t.bigint().notNull(),
  blockHash: t.hex().notNull(),
  timestamp: t.bigint().notNull(),
});

// The indexes of ours that its queries need: a loan's rows, and a wallet's.
export const tokenTransfers = onchainTable(
  "token_transfers",
  (t) => ({ ...event(t), from: t.hex().notNull(), to: t.hex().notNull(), amount: t.bigint().notNull() }),
  (table) => ({ byLoan: index().on(table.loan), byFrom: index().on(table.from), byTo: index().on(table.to) }),
);

export const investments = onchainTable(
  "investments",
  (t) => ({ ...event(t), investor: t.hex().notNull(), amount: t.bigint().notNull(), totalRaised: t.bigint().notNull() }),
  (table) => ({ byLoan: index().on(table.loan), byInvestor: index().on(table.investor) }),
);

export const claims = onchainTable(
  "claims",
  (t) => ({ ...event(t), holder: t.hex().notNull(), to: t.hex().notNull(), amount: t.bigint().notNull(), totalClaimed: t.bigint().notNull() }),
  (table) => ({ byLoan: index().on(table.loan), byHolder: index().on(table.holder) }),
);

export const distributions = onchainTable(
  "distributions",
  (t) => ({
    ...event(t),
    paymentId: t.hex().notNull(),
    round: t.bigint().notNull(),
    received: t.bigint().notNull(),
    lateFee: t.bigint().notNull(),
    interest: t.bigint().notNull(),
    principal: t.bigint().notNull(),
    platformFee: t.bigint().notNull(),
    perToken: t.bigint().notNull(),
    outstanding: t.bigint().notNull(),
    settledInstalments: t.bigint().notNull(),
  }),
  (table) => ({ byLoan: index().on(table.loan) }),
);

/** Events that happen to a loan once or seldom: refunds, draw-down, its ends. */
export const loanEvents = onchainTable(
  "loan_events",
  (t) => ({ ...event(t), kind: t.text().notNull(), wallet: t.hex(), amount: t.bigint() }),
  (table) => ({ byLoan: index().on(table.loan) }),
);

export const loans = onchainTable("loans", (t) => ({
  address: t.hex().primaryKey(),
  loanId: t.hex().notNull(),
  originator: t.hex().notNull(),
  principalTarget: t.bigint().notNull(),
  phase: t.text().notNull(),
  raised: t.bigint().notNull(),
  totalSupply: t.bigint().notNull(),
  outstanding: t.bigint().notNull(),
  interestReceived: t.bigint().notNull(),
  principalReceived: t.bigint().notNull(),
  lateFeesReceived: t.bigint().notNull(),
  platformFees: t.bigint().notNull(),
  distributionCount: t.integer().notNull(),
  updatedBlockNumber: t.bigint().notNull(),
}));

export const holdings = onchainTable(
  "holdings",
  (t) => ({
    loan: t.hex().notNull(),
    holder: t.hex().notNull(),
    balance: t.bigint().notNull(),
    claimed: t.bigint().notNull(),
    updatedBlockNumber: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.loan, table.holder] }), byHolder: index().on(table.holder) }),
);
