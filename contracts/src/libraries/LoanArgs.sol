// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms, RepaymentKind} from "../interfaces/LoanTypes.sol";

/// @dev The terms and the id of a loan as bytes behind its clone's code, 165 of them: cheaper to keep than storage and
/// impossible to change. Three words, two addresses and a flag:
///
///   0    principalTarget, minimumRaise, minimumTicket, maximumTicket (64 bits each)
///   32   fundingDeadline 40, annualRateBps 16, lateRateBps 16, originationFeeBps 16, platformFeeBps 16, repaymentKind 8,
///        periodSeconds 32, instalmentCount 16, graceSeconds 32, defaultAfterSeconds 32
///   60   originator
///   80   borrower
///   100  documentHash
///   132  loan id
///   164  membersOnly, one byte, 0 or 1
library LoanArgs {
    uint256 private constant RATES_OFFSET = 32;
    uint256 private constant ORIGINATOR_OFFSET = 60;
    uint256 private constant BORROWER_OFFSET = 80;
    uint256 private constant DOCUMENT_OFFSET = 100;
    uint256 private constant ID_OFFSET = 132;

    /// @dev Bytes of a minimal clone before its arguments (Solady's LibClone, "clones with immutable args").
    uint256 private constant CODE_BYTES = 0x2d;
    /// @dev CODE_BYTES + 164: read by every transfer, so it is not computed there.
    uint256 private constant MEMBERS_ONLY_AT = 0xd1;

    function encode(bytes32 id, LoanTerms calldata terms) internal pure returns (bytes memory) {
        bytes memory money =
            abi.encodePacked(terms.principalTarget, terms.minimumRaise, terms.minimumTicket, terms.maximumTicket);
        bytes memory rates = abi.encodePacked(
            terms.fundingDeadline, terms.annualRateBps, terms.lateRateBps, terms.originationFeeBps, terms.platformFeeBps
        );
        bytes memory schedule = abi.encodePacked(
            uint8(terms.repaymentKind),
            terms.periodSeconds,
            terms.instalmentCount,
            terms.graceSeconds,
            terms.defaultAfterSeconds
        );
        bytes memory parties = abi.encodePacked(terms.originator, terms.borrower, terms.documentHash);
        return abi.encodePacked(money, rates, schedule, parties, id, terms.membersOnly);
    }

    /// @dev All terms of the running clone.
    function read() internal view returns (LoanTerms memory terms) {
        (terms.principalTarget, terms.minimumRaise, terms.minimumTicket, terms.maximumTicket) = amounts();
        uint256 rates = _load(RATES_OFFSET);
        terms.fundingDeadline = uint40(rates >> 216);
        terms.annualRateBps = uint16(rates >> 200);
        terms.lateRateBps = uint16(rates >> 184);
        terms.originationFeeBps = uint16(rates >> 168);
        terms.platformFeeBps = uint16(rates >> 152);
        terms.repaymentKind = RepaymentKind(uint8(rates >> 144));
        terms.periodSeconds = uint32(rates >> 112);
        terms.instalmentCount = uint16(rates >> 96);
        terms.graceSeconds = uint32(rates >> 64);
        terms.defaultAfterSeconds = uint32(rates >> 32);
        terms.originator = originator();
        terms.borrower = borrower();
        terms.documentHash = bytes32(_load(DOCUMENT_OFFSET));
        terms.membersOnly = membersOnly();
    }

    function amounts()
        internal
        view
        returns (uint64 principalTarget, uint64 minimumRaise, uint64 minimumTicket, uint64 maximumTicket)
    {
        uint256 word = _load(0);
        return (uint64(word >> 192), uint64(word >> 128), uint64(word >> 64), uint64(word));
    }

    function fundingDeadline() internal view returns (uint256) {
        return _load(RATES_OFFSET) >> 216;
    }

    function originator() internal view returns (address) {
        return address(uint160(_load(ORIGINATOR_OFFSET) >> 96));
    }

    function borrower() internal view returns (address) {
        return address(uint160(_load(BORROWER_OFFSET) >> 96));
    }

    /// @dev The byte is the last of the code, and what is copied from behind it is zero.
    function membersOnly() internal view returns (bool flag) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0x00, MEMBERS_ONLY_AT, 0x20)
            flag := gt(mload(0x00), 0)
        }
    }

    function loanId() internal view returns (bytes32) {
        return bytes32(_load(ID_OFFSET));
    }

    function _load(uint256 offset) private view returns (uint256 word) {
        assembly ("memory-safe") {
            // Scratch space: the 32 bytes at `offset` of the arguments of this clone.
            extcodecopy(address(), 0x00, add(CODE_BYTES, offset), 0x20)
            word := mload(0x00)
        }
    }
}
