// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "./Loan.sol";
import {LoanTerms} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {IMembers} from "./interfaces/IMembers.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {LoanCode} from "./libraries/LoanCode.sol";
import {TermsChecks} from "./libraries/TermsChecks.sol";

/// @title Creates loans and knows them.
contract LoanFactory is ILoanFactory {
    /* IMMUTABLES */

    /// @inheritdoc ILoanFactory
    address public immutable usdt;
    /// @inheritdoc ILoanFactory
    address public immutable admin;
    /// @inheritdoc ILoanFactory
    address public immutable members;
    /// @inheritdoc ILoanFactory
    address public immutable implementation;

    /* STORAGE */

    /// @inheritdoc ILoanFactory
    address public treasury;
    /// @inheritdoc ILoanFactory
    uint16 public minimumPlatformFeeBps = 100;
    /// @inheritdoc ILoanFactory
    address public operator;
    /// @inheritdoc ILoanFactory
    address public guardian;
    /// @inheritdoc ILoanFactory
    mapping(address account => bool) public isOriginator;
    /// @inheritdoc ILoanFactory
    mapping(address account => bool) public isLoan;

    address[] private _loans;

    /* MODIFIERS */

    modifier onlyAdmin() {
        if (msg.sender != admin) revert Unauthorized(msg.sender);
        _;
    }

    /* CONSTRUCTOR */

    constructor(
        address usdt_,
        address admin_,
        address treasury_,
        address operator_,
        address guardian_,
        address members_
    ) {
        if (usdt_ == address(0) || admin_ == address(0) || members_ == address(0)) {
            revert ZeroAddress();
        }
        usdt = usdt_;
        admin = admin_;
        members = members_;
        implementation = address(new Loan(usdt_, members_));
        emit MinimumPlatformFeeSet(minimumPlatformFeeBps);
        _setTreasury(treasury_);
        _setOperator(operator_);
        _setGuardian(guardian_);
    }

    /* LOANS */

    /// @inheritdoc ILoanFactory
    function createLoan(bytes32 loanId, LoanTerms calldata terms, string calldata metadataUri)
        external
        returns (address loan)
    {
        if (msg.sender != admin && msg.sender != operator && msg.sender != terms.originator) {
            revert Unauthorized(msg.sender);
        }
        if (loanId == 0) revert LoanIdMissing();
        loan = loanAddress(loanId);
        if (isLoan[loan]) revert LoanExists(loanId, loan);
        TermsChecks.check(terms, metadataUri);
        if (!isOriginator[terms.originator]) revert UnknownOriginator(terms.originator);
        if (msg.sender == terms.originator && terms.platformFeeBps < minimumPlatformFeeBps) {
            revert PlatformFeeTooLow(terms.platformFeeBps, minimumPlatformFeeBps);
        }
        if (!terms.membersOnly && !IMembers(members).open()) revert MembersOnlyRequired();

        isLoan[loan] = true;
        _loans.push(loan);
        LoanCode.deploy(loanId, LoanCode.runtimeCode(implementation, LoanArgs.encode(loanId, terms)));

        emit LoanCreated(loanId, loan, terms.originator, terms, metadataUri);
    }

    /// @inheritdoc ILoanFactory
    function loanCode() external view {
        LoanCode.answer();
    }

    /// @inheritdoc ILoanFactory
    function loanAddress(bytes32 loanId) public view returns (address) {
        return LoanCode.predict(loanId, address(this));
    }

    /// @inheritdoc ILoanFactory
    function loanCount() external view returns (uint256) {
        return _loans.length;
    }

    /// @inheritdoc ILoanFactory
    function loanAt(uint256 index) external view returns (address) {
        return _loans[index];
    }

    /* PARTIES */

    /// @inheritdoc ILoanFactory
    function setTreasury(address treasury_) external onlyAdmin {
        _setTreasury(treasury_);
    }

    /// @inheritdoc ILoanFactory
    function setOperator(address operator_) external onlyAdmin {
        _setOperator(operator_);
    }

    /// @inheritdoc ILoanFactory
    function setGuardian(address guardian_) external onlyAdmin {
        _setGuardian(guardian_);
    }

    /// @inheritdoc ILoanFactory
    function setOriginator(address originator, bool allowed) external onlyAdmin {
        if (originator == address(0)) revert ZeroAddress();
        isOriginator[originator] = allowed;
        emit OriginatorSet(originator, allowed);
    }

    /// @inheritdoc ILoanFactory
    function setMinimumPlatformFee(uint256 bps) external onlyAdmin {
        uint256 maximum = TermsChecks.MAX_PLATFORM_FEE_BPS;
        if (bps > maximum) revert MinimumFeeOutOfRange(bps, maximum);
        // forge-lint: disable-next-line(unsafe-typecast)
        minimumPlatformFeeBps = uint16(bps); // <= 2,000
        emit MinimumPlatformFeeSet(bps);
    }

    /* INTERNAL */

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0)) revert ZeroAddress();
        treasury = treasury_;
        emit TreasurySet(treasury_);
    }

    function _setOperator(address operator_) private {
        if (operator_ == address(0)) revert ZeroAddress();
        operator = operator_;
        emit OperatorSet(operator_);
    }

    function _setGuardian(address guardian_) private {
        if (guardian_ == address(0)) revert ZeroAddress();
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }
}
