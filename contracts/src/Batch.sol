// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBatch, Investment} from "./interfaces/IBatch.sol";
import {ILoan} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title Claims, refunds and investments over many loans in one transaction.
contract Batch is IBatch {
    using SafeTransferLib for address;

    /* IMMUTABLES */

    ILoanFactory private immutable FACTORY;
    address private immutable USDT;

    /* STORAGE */

    bool private transient _entered;

    /* CONSTRUCTOR */

    constructor(address factory_) {
        FACTORY = ILoanFactory(factory_);
        USDT = ILoanFactory(factory_).usdt();
    }

    /* CLAIMS AND REFUNDS: money goes from the loan to the holder, so there is nothing here to re-enter for */

    /// @inheritdoc IBatch
    function claim(address[] calldata loans, address holder) external returns (uint256 total) {
        for (uint256 i; i < loans.length; ++i) {
            _checkLoan(loans[i]);
            total += ILoan(loans[i]).claimDistributionFor(holder);
        }
    }

    /// @inheritdoc IBatch
    function refund(address[] calldata loans, address holder) external returns (uint256 total) {
        for (uint256 i; i < loans.length; ++i) {
            _checkLoan(loans[i]);
            total += ILoan(loans[i]).refundFor(holder);
        }
    }

    /* INVESTING */

    /// @inheritdoc IBatch
    function invest(Investment[] calldata investments) external returns (uint256) {
        return _invest(investments);
    }

    /// @inheritdoc IBatch
    function investWithPermit(
        Investment[] calldata investments,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256) {
        try IERC20Permit(USDT).permit(msg.sender, address(this), value, deadline, v, r, s) {}
            catch {
            // Used already by whoever saw it, or a token without permits. If the allowance is missing, the payment fails.
        }
        return _invest(investments);
    }

    /* VIEWS */

    /// @inheritdoc IBatch
    function factory() external view returns (address) {
        return address(FACTORY);
    }

    /* INTERNAL */

    /// @dev One payment per investment and all of it passed on at once, so that a fee of the token cannot leave one loan with
    /// less and another with what remains. The loan pulls exactly what it is allowed, so no allowance stays.
    function _invest(Investment[] calldata investments) private returns (uint256 total) {
        if (_entered) revert Reentrancy();
        _entered = true;
        for (uint256 i; i < investments.length; ++i) {
            address loan = investments[i].loan;
            _checkLoan(loan);
            uint256 arrived = _pull(investments[i].amount);
            USDT.safeApprove(loan, arrived);
            total += ILoan(loan).investFor(msg.sender, arrived);
        }
        _entered = false;
    }

    /// @dev Pulls `amount` from the caller. What arrived counts, never more than was asked for.
    function _pull(uint256 amount) private returns (uint256 arrived) {
        if (amount == 0) revert ZeroAmount();
        uint256 before = USDT.balanceOf(address(this));
        USDT.safeTransferFrom(msg.sender, address(this), amount);
        arrived = FixedPointMathLib.min(USDT.balanceOf(address(this)) - before, amount);
        if (arrived == 0) revert ZeroAmount();
    }

    function _checkLoan(address loan) private view {
        if (!FACTORY.isLoan(loan)) revert UnknownLoan(loan);
    }
}
