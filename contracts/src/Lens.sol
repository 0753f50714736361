// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HolderView, ILens, LoanView, Solvency} from "./interfaces/ILens.sol";
import {Distribution, ILoan, LoanState} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Everything about one loan or many in one call.
contract Lens is ILens {
    uint256 private constant BPS = 10_000;

    /* IMMUTABLES */

    /// @inheritdoc ILens
    address public immutable factory;
    /// @inheritdoc ILens
    address public immutable market;
    /// @inheritdoc ILens
    address public immutable batch;
    IERC20 private immutable USDT;

    /* CONSTRUCTOR */

    constructor(address factory_, address market_, address batch_) {
        (factory, market, batch) = (factory_, market_, batch_);
        USDT = IERC20(ILoanFactory(factory_).usdt());
    }

    /* VIEWS */

    /// @inheritdoc ILens
    function loan(address loanAddress) external view returns (LoanView memory) {
        return _loan(loanAddress);
    }

    /// @inheritdoc ILens
    function loans(address[] calldata loanAddresses) external view returns (LoanView[] memory views) {
        views = new LoanView[](loanAddresses.length);
        for (uint256 i; i < loanAddresses.length; ++i) {
            views[i] = _loan(loanAddresses[i]);
        }
    }

    /// @inheritdoc ILens
    function holders(address loanAddress, address[] calldata accounts)
        external
        view
        returns (HolderView[] memory views)
    {
        ILoan asked = _known(loanAddress);
        uint256 outstanding = asked.outstanding();
        uint256 supply = asked.totalSupply();
        views = new HolderView[](accounts.length);
        for (uint256 i; i < accounts.length; ++i) {
            address holder = accounts[i];
            HolderView memory one = views[i];
            one.holder = holder;
            one.balance = asked.balanceOf(holder);
            one.par = supply == 0 ? 0 : one.balance * outstanding / supply;
            one.claimable = asked.pendingDistribution(holder);
            one.claimed = asked.claimed(holder);
            (one.memberUntil, one.frozen) = asked.memberCache(holder);
            one.marketAllowance = asked.allowance(holder, market);
        }
    }

    /// @inheritdoc ILens
    function solvency(address loanAddress, address[] calldata accounts) external view returns (Solvency memory) {
        return _solvency(loanAddress, accounts);
    }

    /// @inheritdoc ILens
    function solvencies(address[] calldata loanAddresses, address[][] calldata accounts)
        external
        view
        returns (Solvency[] memory all)
    {
        if (loanAddresses.length != accounts.length) revert LengthsDiffer(loanAddresses.length, accounts.length);
        all = new Solvency[](loanAddresses.length);
        for (uint256 i; i < loanAddresses.length; ++i) {
            all[i] = _solvency(loanAddresses[i], accounts[i]);
        }
    }

    /* INTERNAL */

    function _solvency(address loanAddress, address[] calldata accounts)
        private
        view
        returns (Solvency memory figures)
    {
        ILoan asked = _known(loanAddress);
        LoanState state = asked.state();
        _sumHolders(figures, asked, accounts);
        _sumDistributions(figures, asked);
        figures.totalSupply = asked.totalSupply();
        figures.principalTarget = asked.terms().principalTarget;
        figures.raised = asked.raised();
        figures.usdtHeld = USDT.balanceOf(loanAddress);
        figures.distributed = asked.totalDistributed();
        figures.outstanding = asked.outstanding();
        figures.loss = asked.loss();
        figures.strayTokens = asked.balanceOf(market) + asked.balanceOf(batch);
        figures.strayUsdt = USDT.balanceOf(market) + USDT.balanceOf(batch);
        figures.owed = figures.claimable + asked.feesOwed();
        if (state == LoanState.Funding || state == LoanState.Cancelled) figures.owed += figures.totalSupply;
        _judge(figures, state, accounts.length + asked.distributionCount());
    }

    function _loan(address loanAddress) private view returns (LoanView memory all) {
        ILoan asked = _known(loanAddress);
        all.loan = loanAddress;
        all.loanId = asked.loanId();
        all.state = asked.state();
        all.totalSupply = asked.totalSupply();
        all.raised = asked.raised();
        all.outstanding = asked.outstanding();
        all.payoff = asked.payoff();
        all.accruedInterest = asked.accruedInterest();
        all.lateFeeDue = asked.lateFeeDue();
        all.loss = asked.loss();
        all.perToken = asked.perToken();
        all.distributionCount = asked.distributionCount();
        all.totalDistributed = asked.totalDistributed();
        all.drawnAt = asked.drawnAt();
        all.settledInstalments = asked.settledInstalments();
        all.pausedUntil = asked.pausedUntil();
        all.usdtBalance = USDT.balanceOf(loanAddress);
        all.feesOwed = asked.feesOwed();
        all.payInAddress = asked.payInAddress();
        all.payInBalance = USDT.balanceOf(all.payInAddress);
        all.terms = asked.terms();
    }

    function _known(address loanAddress) private view returns (ILoan) {
        if (!ILoanFactory(factory).isLoan(loanAddress)) revert UnknownLoan(loanAddress);
        return ILoan(loanAddress);
    }

    function _sumHolders(Solvency memory figures, ILoan asked, address[] calldata accounts) private view {
        for (uint256 i; i < accounts.length; ++i) {
            if (i > 0 && accounts[i] <= accounts[i - 1]) revert HoldersNotAscending(accounts[i - 1], accounts[i]);
            figures.sumOfBalances += asked.balanceOf(accounts[i]);
            figures.claimable += asked.pendingDistribution(accounts[i]);
            figures.claimed += asked.claimed(accounts[i]);
        }
    }

    /// @dev The platform fee of a distribution is not stored, but follows from its interest.
    function _sumDistributions(Solvency memory figures, ILoan asked) private view {
        uint256 count = asked.distributionCount();
        uint256 platformFeeBps = asked.terms().platformFeeBps;
        uint256 index;
        figures.indexNeverFell = true;
        for (uint256 i; i < count; ++i) {
            Distribution memory one = asked.distributions(i);
            figures.recorded += uint256(one.lateFee) + one.interest + one.principal;
            figures.platformFees += one.interest * platformFeeBps / BPS;
            figures.principalPaid += one.principal;
            if (one.perToken < index) figures.indexNeverFell = false;
            index = one.perToken;
        }
        figures.perToken = asked.perToken();
        if (figures.perToken != index) figures.indexNeverFell = false;
    }

    /// @param dustBound The most that rounding can have left undistributed, in units.
    function _judge(Solvency memory figures, LoanState state, uint256 dustBound) private pure {
        bool alive = state == LoanState.Active || state == LoanState.Late || state == LoanState.Defaulted;
        bool drawn = alive || state == LoanState.Repaid || state == LoanState.Closed;
        uint256 given = figures.claimed + figures.claimable;
        figures.balancesAreSupply = figures.sumOfBalances == figures.totalSupply;
        figures.supplyWithinTarget =
            figures.totalSupply <= figures.principalTarget && (!alive || figures.totalSupply == figures.raised);
        figures.solvent = figures.usdtHeld >= figures.owed;
        figures.claimsWithinDistributed = given <= figures.distributed;
        figures.dustWithinBound = figures.distributed <= given + dustBound;
        figures.partsAddUp = figures.recorded == figures.distributed + figures.platformFees;
        figures.principalConserved =
            !drawn || figures.outstanding + figures.principalPaid + figures.loss == figures.raised;
        figures.nothingStray = figures.strayTokens == 0 && figures.strayUsdt == 0;
        figures.all = figures.balancesAreSupply && figures.supplyWithinTarget && figures.solvent
            && figures.claimsWithinDistributed && figures.dustWithinBound && figures.indexNeverFell
            && figures.partsAddUp && figures.principalConserved;
    }
}
