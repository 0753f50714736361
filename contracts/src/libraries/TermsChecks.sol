// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoanFactory} from "../interfaces/ILoanFactory.sol";
import {LoanTerms, RepaymentKind} from "../interfaces/LoanTypes.sol";

/// @dev Bounds on the terms of a new loan. They keep every amount inside its field for the life of the loan.
library TermsChecks {
    uint256 internal constant MAX_PRINCIPAL = 1e18; // 10^12 USDT
    uint256 internal constant MAX_FUNDING_SECONDS = 366 days;
    uint256 internal constant MAX_RATE_BPS = 10_000;
    uint256 internal constant MAX_ORIGINATION_FEE_BPS = 1000;
    uint256 internal constant MAX_PLATFORM_FEE_BPS = 2000;
    uint256 internal constant MAX_INSTALMENTS = 360;
    uint256 internal constant MAX_PERIOD_SECONDS = 3660 days;
    uint256 internal constant MAX_DELAY_SECONDS = 366 days;
    uint256 internal constant MAX_METADATA_BYTES = 16_384;

    function check(LoanTerms calldata terms, string calldata metadataUri) internal view {
        _checkAmounts(terms);
        _checkRates(terms);
        _checkSchedule(terms);
        if (terms.originator == address(0) || terms.borrower == address(0)) {
            revert ILoanFactory.PartyMissing(terms.originator, terms.borrower);
        }
        if (terms.documentHash == 0) revert ILoanFactory.DocumentHashMissing();
        uint256 length = bytes(metadataUri).length;
        if (length > MAX_METADATA_BYTES) revert ILoanFactory.MetadataTooLong(length, MAX_METADATA_BYTES);
    }

    function _checkAmounts(LoanTerms calldata terms) private view {
        uint256 target = terms.principalTarget;
        if (target == 0 || target > MAX_PRINCIPAL) revert ILoanFactory.PrincipalOutOfRange(target, MAX_PRINCIPAL);
        if (terms.minimumRaise == 0 || terms.minimumRaise > target) {
            revert ILoanFactory.MinimumRaiseOutOfRange(terms.minimumRaise, target);
        }
        if (terms.minimumTicket == 0 || terms.minimumTicket > terms.maximumTicket || terms.minimumTicket > target) {
            revert ILoanFactory.TicketsOutOfRange(terms.minimumTicket, terms.maximumTicket, target);
        }
        uint256 latest = block.timestamp + MAX_FUNDING_SECONDS;
        if (terms.fundingDeadline <= block.timestamp || terms.fundingDeadline > latest) {
            revert ILoanFactory.DeadlineOutOfRange(terms.fundingDeadline, block.timestamp + 1, latest);
        }
    }

    function _checkRates(LoanTerms calldata terms) private pure {
        if (terms.annualRateBps > MAX_RATE_BPS || terms.lateRateBps > MAX_RATE_BPS) {
            revert ILoanFactory.RateOutOfRange(terms.annualRateBps, terms.lateRateBps, MAX_RATE_BPS);
        }
        if (terms.originationFeeBps > MAX_ORIGINATION_FEE_BPS || terms.platformFeeBps > MAX_PLATFORM_FEE_BPS) {
            revert ILoanFactory.FeesOutOfRange(
                terms.originationFeeBps, MAX_ORIGINATION_FEE_BPS, terms.platformFeeBps, MAX_PLATFORM_FEE_BPS
            );
        }
    }

    function _checkSchedule(LoanTerms calldata terms) private pure {
        uint256 count = terms.instalmentCount;
        if (count == 0 || count > MAX_INSTALMENTS) revert ILoanFactory.InstalmentsOutOfRange(count, MAX_INSTALMENTS);
        if (terms.repaymentKind == RepaymentKind.Bullet && count != 1) {
            revert ILoanFactory.BulletHasOneInstalment(count);
        }
        if (terms.periodSeconds == 0 || terms.periodSeconds > MAX_PERIOD_SECONDS) {
            revert ILoanFactory.PeriodOutOfRange(terms.periodSeconds, MAX_PERIOD_SECONDS);
        }
        if (terms.graceSeconds > MAX_DELAY_SECONDS || terms.defaultAfterSeconds > MAX_DELAY_SECONDS) {
            revert ILoanFactory.GraceOutOfRange(terms.graceSeconds, terms.defaultAfterSeconds, MAX_DELAY_SECONDS);
        }
    }
}
