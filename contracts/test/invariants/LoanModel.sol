// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../../src/interfaces/ILoan.sol";

/// @dev What a loan should be, in exact arithmetic: shares are kept as numerators over the fixed supply. Updated by the
/// handler from what it asked for and saw happen, never from the loan's own accounting.
contract LoanModel {
    address[] public holders;
    mapping(address holder => uint256) public balance;
    mapping(address holder => uint256) public invested;
    mapping(address holder => uint256) public refunded;
    mapping(address holder => uint256) public paid;
    /// @dev Sum over distributions of (holders' part * balance); the exact share is this over the supply.
    mapping(address holder => uint256) public shareNumerator;

    /// @dev What burning its tokens took from a holder: the fraction below one unit, scaled as the numerators are.
    mapping(address holder => uint256) public forfeited;

    uint256 public supply;
    uint256 public shareSupply; // the supply that shares are over: fixed by draw-down, not lowered by burns
    uint256 public distributed; // holders' parts
    uint256 public totalPaid;
    uint256 public principalPaid;
    uint256 public changes; // balance changes since draw-down, each of which may cost an index rounding
    LoanState public state;

    constructor(address[] memory holders_) {
        holders = holders_;
    }

    function holderCount() external view returns (uint256) {
        return holders.length;
    }

    function onInvest(address investor, uint256 amount) external {
        balance[investor] += amount;
        invested[investor] += amount;
        supply += amount;
    }

    function onRefund(address holder, uint256 amount) external {
        require(amount == balance[holder], "a refund is the whole balance");
        balance[holder] = 0;
        refunded[holder] += amount;
        supply -= amount;
    }

    function onDrawDown() external {
        shareSupply = supply;
    }

    function onTransfer(address from, address to, uint256 amount) external {
        balance[from] -= amount;
        balance[to] += amount;
        ++changes;
    }

    function onDistribute(uint256 holdersPart, uint256 principal) external {
        distributed += holdersPart;
        principalPaid += principal;
        for (uint256 i; i < holders.length; ++i) {
            shareNumerator[holders[i]] += holdersPart * balance[holders[i]];
        }
    }

    function onClaim(address holder, uint256 amount, bool burns) external {
        paid[holder] += amount;
        totalPaid += amount;
        if (!burns) return;
        if (balance[holder] > 0) forfeited[holder] += _owed(holder);
        supply -= balance[holder];
        balance[holder] = 0;
    }

    /// @dev The tokens and the part of the share that was not paid; the rest stays with the wallet that it was paid to.
    function onRecover(address lost, address replacement) external {
        uint256 owed = _owed(lost);
        shareNumerator[lost] -= owed;
        shareNumerator[replacement] += owed;
        balance[replacement] += balance[lost];
        balance[lost] = 0;
        ++changes;
    }

    /// @dev Whether `claimable` is all that `holder` is owed, to the fraction.
    function fractionless(address holder, uint256 claimable) external view returns (bool) {
        return (paid[holder] + claimable) * shareSupply + forfeited[holder] == shareNumerator[holder];
    }

    /// @dev What is still owed to `holder`; nothing, where the index's rounding gave it a little more than its share.
    function _owed(address holder) private view returns (uint256) {
        uint256 given = paid[holder] * shareSupply + forfeited[holder];
        return shareNumerator[holder] > given ? shareNumerator[holder] - given : 0;
    }

    /// @dev States move only along the graph of the domain page.
    function onState(LoanState next) external {
        if (next == LoanState.Late) next = LoanState.Active;
        if (next == state) return;
        bool allowed = (state == LoanState.Funding && (next == LoanState.Cancelled || next == LoanState.Active))
            || (state == LoanState.Active && (next == LoanState.Defaulted || next == LoanState.Repaid))
            || (state == LoanState.Defaulted && (next == LoanState.Repaid || next == LoanState.Closed));
        require(allowed, "a state change that does not exist");
        state = next;
    }
}
