// Defects that somebody could write by mistake, each with the tests that must notice: an edit is a text that occurs once in the
// file and what replaces it. `mutations.mjs` plants them; when a source changes so that a text is gone, it says so and fails.

const token = (name, edits, suite, ...tests) => ({ name, file: 'LoanToken.sol', edits, suite, tests });
const funding = (name, edits, suite, ...tests) => ({ name, file: 'LoanFunding.sol', edits, suite, tests });
const store = (name, edits, suite, ...tests) => ({ name, file: 'LoanStore.sol', edits, suite, tests });
const repayment = (name, edits, suite, ...tests) => ({ name, file: 'LoanRepayment.sol', edits, suite, tests });
const claims = (name, edits, suite, ...tests) => ({ name, file: 'LoanClaims.sol', edits, suite, tests });
const math = (name, edits, suite, ...tests) => ({ name, file: 'libraries/LoanMath.sol', edits, suite, tests });
const word = (name, edits, suite, ...tests) => ({ name, file: 'libraries/HolderWord.sol', edits, suite, tests });

export const defects = [
  // The token
  token('transfer does not settle payouts', [['lot(index, amount)', 'lot(0, amount)']],
    'Claim.t.sol', 'testFuzz_transfer_changesNobodysClaimable', 'test_claim_burnsWithoutMoney'),
  token('transfer settles the sender only', [['receiver.word).credit(lot)', 'receiver.word).credit(amount)']],
    'Token.t.sol', 'testFuzz_transfer_route'),
  token('transfer to oneself mints', [
    ['sender.word = word.debit(lot);', 'HolderWord before = _holders[to].word;\n        sender.word = word.debit(lot);'],
    ['_receivable(to, receiver.word).credit(lot);', '_receivable(to, before).credit(lot);'],
  ], 'Token.t.sol', 'test_transfer_toSelf'),
  token('transfer skips the balance check', [['if (word.balance() < amount)', 'if (false)']],
    'Token.t.sol', 'test_transfer_insufficientBalance'),
  token('transfer skips the lock', [['uint256 amount) private notEntered {', 'uint256 amount) private {']],
    'Reentrancy.t.sol', 'test_invest_reentered', 'test_claim_reentered'),
  store('lock is never set', [['_entered = true;', '_entered = false;']],
    'Reentrancy.t.sol', 'test_refund_reentered', 'test_claim_reentered'),
  token('allowance is not lowered', [['_allowances[from][msg.sender] = allowed - amount;', '']],
    'Token.t.sol', 'test_transferFrom_limited'),

  // The word
  word('claim is rounded up', [['- word.debt()) >> SCALE_BITS', '- word.debt() + int256((1 << SCALE_BITS) - 1)) >> SCALE_BITS']],
    'Claim.t.sol', 'test_claim_keepsFractions', 'testFuzz_claim_anyOrder'),
  word('claim loses the fraction below one unit', [['(amount << (DEBT_SHIFT + SCALE_BITS))', '((amount + 1) << (DEBT_SHIFT + SCALE_BITS)) - 1']],
    'HolderWord.t.sol', 'testFuzz_pay_keepsFraction'),
  word('lot carries the price and not the product', [['((perToken * amount) << DEBT_SHIFT)', '(perToken << DEBT_SHIFT)']],
    'HolderWord.t.sol', 'testFuzz_lot_keepsClaimable'),
  word('clear wipes the membership', [['HolderWord.unwrap(word) & MEMBERSHIP_MASK', 'HolderWord.unwrap(word) & 0']],
    'HolderWord.t.sol', 'testFuzz_clear_keepsMembership'),

  // Funding
  funding('invest counts what was asked for', [['LoanMath.min(USDT.balanceOf(address(this)) - before, amount)', 'amount']],
    'Funding.t.sol', 'test_invest_feeOnTransfer'),
  funding('invest ends a second late', [['block.timestamp >= deadline', 'block.timestamp > deadline']],
    'Funding.t.sol', 'test_invest_afterDeadline'),
  funding('invest passes the target', [['if (received > remaining)', 'if (false)']],
    'Funding.t.sol', 'test_invest_pastTarget'),
  funding('draw-down happens twice', [['if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);\n        _checkNotPaused(ledger.pausedUntilHour);\n        (bool enough, uint256 drawableAt) = _drawable(ledger.supply);\n        if (!enough',
    '(bool enough, uint256 drawableAt) = _drawable(ledger.supply);\n        if (!enough']],
    'Funding.t.sol', 'test_drawDown_twice'),
  funding('draw-down stays open a second longer', [['block.timestamp >= closesAt', 'block.timestamp > closesAt']],
    'Funding.t.sol', 'test_drawDown_tooLate'),
  funding('draw-down is open to anyone', [['_checkServicer(originator);', '']],
    'Funding.t.sol', 'test_drawDown_unauthorized'),
  funding('origination fee is not kept back', [['uint256 amount = ledger.supply - fee;', 'uint256 amount = ledger.supply;']],
    'Funding.t.sol', 'test_drawDown_targetMet'),
  funding('refund does not burn', [['_holders[holder].word = word.clear();', '']],
    'Funding.t.sol', 'test_refund'),

  // Repayment
  repayment('payment id is not checked', [['if (_payments[paymentId].time != 0) {', 'if (false) {']],
    'Distribute.t.sol', 'test_distribute_idSeen'),
  repayment('distribute takes more than is owed', [['taken = LoanMath.min(amount, LoanMath.owed(debt));', 'taken = amount;']],
    'Distribute.t.sol', 'test_distribute_takesAtMostPayoff'),
  repayment('distribute is open to anyone', [['Plan memory plan = _plan(ledger.supply);\n        _checkServicer(plan.terms.originator);', 'Plan memory plan = _plan(ledger.supply);']],
    'Distribute.t.sol', 'test_distribute_unauthorized'),
  repayment('holders are given the platform fee too', [['split.received - split.platformFee;', 'split.received;']],
    'Distribute.t.sol', 'test_distribute_event'),
  repayment('payout index forgets earlier rounds', [['LoanMath.sumDistributed(ledger.perToken, ledger.supply) + split.received - split.platformFee', 'split.received - split.platformFee']],
    'Claim.t.sol', 'test_claim', 'test_claim_keepsFractions'),
  claims('claim does not record', [['account.word = word.pay(amount);', '']],
    'Claim.t.sol', 'test_claim'),
  claims('claim for another pays the caller', [['return _claim(holder, holder);', 'return _claim(holder, msg.sender);']],
    'Claim.t.sol', 'test_claimFor'),
  claims('claim of a repaid loan does not burn', [['ledger.state == LoanState.Repaid || ledger.state == LoanState.Closed ? word.balance() : 0', '0']],
    'Claim.t.sol', 'test_claim_burnsWhenRepaid', 'test_claim_afterWriteOff'),
  claims('default comes a second early', [['block.timestamp < defaultableAt', 'block.timestamp + 1 < defaultableAt']],
    'Default.t.sol', 'test_declareDefault_tooEarly', 'test_declareDefault_byHolder'),
  repayment('interest runs on after default', [['if (stored == LoanState.Active) LoanMath.accrue', 'LoanMath.accrue']],
    'Default.t.sol', 'test_declareDefault_byOperator'),
  claims('write-off is open to anyone', [['if (msg.sender != FACTORY.admin()) revert', 'if (false) revert']],
    'Default.t.sol', 'test_writeOff_unauthorized'),

  // Arithmetic of the debt
  math('interest is paid before the late fee', [
    ['split.lateFee = min(received, debt.lateFee);', 'split.interest = min(received, debt.interest);'],
    ['split.interest = min(received - split.lateFee, debt.interest);', 'split.lateFee = min(received - split.interest, debt.lateFee);'],
  ], 'Distribute.t.sol', 'test_distribute_lateFeeFirst'),
  math('principal is paid before interest', [
    ['split.interest = min(received - split.lateFee, debt.interest);', 'split.principal = min(received - split.lateFee, debt.outstanding);'],
    ['split.principal = received - split.lateFee - split.interest;', 'split.interest = received - split.lateFee - split.principal;'],
  ], 'Distribute.t.sol', 'test_distribute_interestBeforePrincipal', 'testFuzz_distribute_conserves'),
  math('platform fee is rounded up', [['split.interest * platformFeeBps / BPS', '(split.interest * platformFeeBps + BPS - 1) / BPS']],
    'Distribute.t.sol', 'test_distribute_event'),
  math('late fee uses the loan rate', [['unitSeconds * plan.terms.lateRateBps', 'unitSeconds * plan.terms.annualRateBps']],
    'Distribute.t.sol', 'test_state_lateAfterGrace'),
  math('late begins with the last second of grace', [['time > lateAfter(plan, debt)', 'time >= lateAfter(plan, debt)']],
    'Distribute.t.sol', 'test_state_lateAfterGrace'),
  math('late fee is charged again from the due date', [['if (debt.late && debt.accruedAt > from) from = debt.accruedAt;', '']],
    'Distribute.t.sol', 'testFuzz_lateFee_chargedOnce'),
  math('interest is rounded up', [['return principal * rateBps * elapsedSeconds / (BPS * YEAR);', 'return (principal * rateBps * elapsedSeconds + BPS * YEAR - 1) / (BPS * YEAR);']],
    'Reference.t.sol', 'test_reference_interestOf30Days'),
  math('payout index is rounded down', [['((distributed << 64) + supply - 1) / supply', '(distributed << 64) / supply']],
    'HolderWord.t.sol', 'testFuzz_payoutIndex_holdsTheSum'),
];
