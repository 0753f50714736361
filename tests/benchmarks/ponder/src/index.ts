import { ponder } from "ponder:registry";
import { claims, distributions, holdings, investments, loanEvents, loans, tokenTransfers } from "ponder:schema";
import { zeroAddress } from "viem";

type LoanEvent = { event: any; context: any };

const base = (event: any) => ({
  id: event.id,
  loan: event.log.address,
  transactionHash: event.transaction.hash,
  logIndex: event.log.logIndex,
  blockNumber: event.block.number,
  blockHash: event.block.hash,
  timestamp: event.block.timestamp,
});

const updateLoan = (context: any, event: any, change: (loan: any) => object) =>
  context.db
    .update(loans, { address: event.log.address })
    .set((loan: any) => ({ ...change(loan), updatedBlockNumber: event.block.number }));

const addToHolding = (context: any, event: any, holder: `0x${string}`, amount: bigint) =>
  context.db
    .insert(holdings)
    .values({ loan: event.log.address, holder, balance: amount, claimed: 0n, updatedBlockNumber: event.block.number })
    .onConflictDoUpdate((row: any) => ({ balance: row.balance + amount, updatedBlockNumber: event.block.number }));

ponder.on("LoanFactory:LoanCreated", async ({ event, context }: LoanEvent) => {
  await context.db.insert(loans).values({
    address: event.args.loan,
    loanId: event.args.loanId,
    originator: event.args.originator,
    principalTarget: event.args.terms.principalTarget,
    phase: "Funding",
    raised: 0n,
    totalSupply: 0n,
    outstanding: 0n,
    interestReceived: 0n,
    principalReceived: 0n,
    lateFeesReceived: 0n,
    platformFees: 0n,
    distributionCount: 0,
    updatedBlockNumber: event.block.number,
  });
});

ponder.on("Loan:Transfer", async ({ event, context }: LoanEvent) => {
  const { from, to, value: amount } = event.args;
  await context.db.insert(tokenTransfers).values({ ...base(event), from, to, amount });
  if (from !== zeroAddress) await addToHolding(context, event, from, -amount);
  if (to !== zeroAddress) await addToHolding(context, event, to, amount);
  const minted = (from === zeroAddress ? amount : 0n) - (to === zeroAddress ? amount : 0n);
  await updateLoan(context, event, (loan) => ({ totalSupply: loan.totalSupply + minted }));
});

ponder.on("Loan:Invested", async ({ event, context }: LoanEvent) => {
  const { investor, amount, totalRaised } = event.args;
  await context.db.insert(investments).values({ ...base(event), investor, amount, totalRaised });
  await updateLoan(context, event, () => ({ raised: totalRaised }));
});

ponder.on("Loan:Claimed", async ({ event, context }: LoanEvent) => {
  const { holder, to, amount, totalClaimed } = event.args;
  await context.db.insert(claims).values({ ...base(event), holder, to, amount, totalClaimed });
  await context.db
    .insert(holdings)
    .values({ loan: event.log.address, holder, balance: 0n, claimed: totalClaimed, updatedBlockNumber: event.block.number })
    .onConflictDoUpdate({ claimed: totalClaimed, updatedBlockNumber: event.block.number });
});

ponder.on("Loan:Distributed", async ({ event, context }: LoanEvent) => {
  const args = event.args;
  await context.db.insert(distributions).values({
    ...base(event),
    paymentId: args.paymentId,
    round: args.round,
    received: args.received,
    lateFee: args.lateFee,
    interest: args.interest,
    principal: args.principal,
    platformFee: args.platformFee,
    perToken: args.perToken,
    outstanding: args.outstanding,
    settledInstalments: args.settledInstalments,
  });
  await updateLoan(context, event, (loan) => ({
    outstanding: args.outstanding,
    interestReceived: loan.interestReceived + args.interest,
    principalReceived: loan.principalReceived + args.principal,
    lateFeesReceived: loan.lateFeesReceived + args.lateFee,
    platformFees: loan.platformFees + args.platformFee,
    distributionCount: loan.distributionCount + 1,
  }));
});

// The remaining events: a row each, and the phase or debt that they leave.
const seldom: Record<string, { wallet?: string; amount?: string; change?: (args: any) => object }> = {
  Refunded: { wallet: "holder", amount: "amount" },
  Cancelled: { amount: "totalRaised", change: () => ({ phase: "Cancelled" }) },
  DrawnDown: { wallet: "originator", amount: "amount", change: (args) => ({ phase: "Active", outstanding: args.outstanding }) },
  Defaulted: { wallet: "by", amount: "outstanding", change: () => ({ phase: "Defaulted" }) },
  Repaid: { amount: "totalDistributed", change: () => ({ phase: "Repaid", outstanding: 0n }) },
  WrittenOff: { amount: "lossAmount", change: () => ({ phase: "Closed" }) },
};

for (const [kind, { wallet, amount, change }] of Object.entries(seldom)) {
  ponder.on(`Loan:${kind}` as never, async ({ event, context }: LoanEvent) => {
    await context.db.insert(loanEvents).values({
      ...base(event),
      kind,
      wallet: wallet ? event.args[wallet] : null,
      amount: amount ? event.args[amount] : null,
    });
    if (change) await updateLoan(context, event, () => change(event.args));
  });
}
