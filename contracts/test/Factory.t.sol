// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../src/Loan.sol";
import {LoanFactory} from "../src/LoanFactory.sol";
import {ILoan, LoanState, LoanTerms, RepaymentKind} from "../src/interfaces/ILoan.sol";
import {ILoanFactory} from "../src/interfaces/ILoanFactory.sol";
import {LoanCode} from "../src/libraries/LoanCode.sol";
import {TermsChecks} from "../src/libraries/TermsChecks.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

contract FactoryTest is LoanTest {
    bytes32 private constant ID = "another loan";
    string private constant URI = "data:application/json;base64,e30=";

    function _refused(LoanTerms memory terms, bytes memory reason) private {
        vm.prank(OPERATOR);
        vm.expectRevert(reason);
        factory.createLoan(ID, terms, URI);
    }

    /* PARTIES */

    function test_constructor_zeroAddress() public {
        address[6] memory parties = [address(usdt), ADMIN, TREASURY, OPERATOR, GUARDIAN, address(members)];
        for (uint256 i; i < parties.length; ++i) {
            address[6] memory given = parties;
            given[i] = address(0);
            vm.expectRevert(ILoanFactory.ZeroAddress.selector);
            new LoanFactory(given[0], given[1], given[2], given[3], given[4], given[5]);
        }
    }

    function test_constructor_parties() public view {
        assertEq(factory.usdt(), address(usdt), "usdt");
        assertEq(factory.admin(), ADMIN, "admin");
        assertEq(factory.treasury(), TREASURY, "treasury");
        assertEq(factory.operator(), OPERATOR, "operator");
        assertEq(factory.guardian(), GUARDIAN, "guardian");
        assertEq(factory.members(), address(members), "members");
        assertTrue(factory.isOriginator(ORIGINATOR), "originator");
        assertFalse(factory.isOriginator(STRANGER), "stranger");
    }

    function test_setParties_notAdmin() public {
        bytes memory reason = abi.encodeWithSelector(ILoanFactory.Unauthorized.selector, OPERATOR);
        vm.startPrank(OPERATOR);
        vm.expectRevert(reason);
        factory.setOperator(STRANGER);
        vm.expectRevert(reason);
        factory.setTreasury(STRANGER);
        vm.expectRevert(reason);
        factory.setGuardian(STRANGER);
        vm.expectRevert(reason);
        factory.setOriginator(STRANGER, true);
        vm.expectRevert(reason);
        factory.setMinimumPlatformFee(0);
    }

    function test_setMinimumPlatformFee() public {
        assertEq(factory.minimumPlatformFeeBps(), 100, "at first");
        vm.startPrank(ADMIN);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.MinimumFeeOutOfRange.selector, 2001, 2000));
        factory.setMinimumPlatformFee(2001);
        vm.expectEmit();
        emit ILoanFactory.MinimumPlatformFeeSet(2000);
        factory.setMinimumPlatformFee(2000);
        assertEq(factory.minimumPlatformFeeBps(), 2000, "set");
        assertEq(factory.treasury(), TREASURY, "the word beside it");
    }

    function test_setParties_zeroAddress() public {
        vm.startPrank(ADMIN);
        vm.expectRevert(ILoanFactory.ZeroAddress.selector);
        factory.setOperator(address(0));
        vm.expectRevert(ILoanFactory.ZeroAddress.selector);
        factory.setTreasury(address(0));
        vm.expectRevert(ILoanFactory.ZeroAddress.selector);
        factory.setGuardian(address(0));
        vm.expectRevert(ILoanFactory.ZeroAddress.selector);
        factory.setOriginator(address(0), true);
    }

    function test_setParties() public {
        vm.startPrank(ADMIN);
        vm.expectEmit();
        emit ILoanFactory.OperatorSet(ALICE);
        factory.setOperator(ALICE);
        vm.expectEmit();
        emit ILoanFactory.TreasurySet(BOB);
        factory.setTreasury(BOB);
        vm.expectEmit();
        emit ILoanFactory.GuardianSet(CAROL);
        factory.setGuardian(CAROL);
        vm.expectEmit();
        emit ILoanFactory.OriginatorSet(ORIGINATOR, false);
        factory.setOriginator(ORIGINATOR, false);

        assertEq(factory.operator(), ALICE, "operator");
        assertEq(factory.treasury(), BOB, "treasury");
        assertEq(factory.guardian(), CAROL, "guardian");
        assertFalse(factory.isOriginator(ORIGINATOR), "originator");
    }

    /* CREATING */

    function test_createLoan_unauthorized() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.Unauthorized.selector, STRANGER));
        factory.createLoan(ID, _terms(), URI);
    }

    function test_createLoan_originatorForAnother() public {
        vm.prank(ADMIN);
        factory.setOriginator(CAROL, true);
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.Unauthorized.selector, CAROL));
        factory.createLoan(ID, _terms(), URI);
    }

    function test_createLoan_unknownOriginator() public {
        LoanTerms memory terms = _terms();
        terms.originator = CAROL;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.UnknownOriginator.selector, CAROL));
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.UnknownOriginator.selector, CAROL));
        factory.createLoan(ID, terms, URI);
    }

    function test_createLoan_idMissing() public {
        vm.prank(OPERATOR);
        vm.expectRevert(ILoanFactory.LoanIdMissing.selector);
        factory.createLoan(0, _terms(), URI);
    }

    function test_createLoan_idUsed() public {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.LoanExists.selector, bytes32("loan"), address(loan)));
        factory.createLoan("loan", _terms(), URI);
    }

    function test_createLoan_principal() public {
        LoanTerms memory terms = _terms();
        terms.principalTarget = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PrincipalOutOfRange.selector, 0, 1e18));
        terms.principalTarget = 1e18 + 1;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PrincipalOutOfRange.selector, 1e18 + 1, 1e18));
    }

    function test_createLoan_minimumRaise() public {
        LoanTerms memory terms = _terms();
        terms.minimumRaise = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.MinimumRaiseOutOfRange.selector, 0, TARGET));
        terms.minimumRaise = uint64(TARGET + 1);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.MinimumRaiseOutOfRange.selector, TARGET + 1, TARGET));
    }

    function test_createLoan_tickets() public {
        LoanTerms memory terms = _terms();
        terms.minimumTicket = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.TicketsOutOfRange.selector, 0, TARGET, TARGET));
        (terms.minimumTicket, terms.maximumTicket) = (2, 1);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.TicketsOutOfRange.selector, 2, 1, TARGET));
        (terms.minimumTicket, terms.maximumTicket) = (uint64(TARGET + 1), uint64(TARGET + 1));
        _refused(terms, abi.encodeWithSelector(ILoanFactory.TicketsOutOfRange.selector, TARGET + 1, TARGET + 1, TARGET));
    }

    function test_createLoan_deadline() public {
        LoanTerms memory terms = _terms();
        terms.fundingDeadline = uint40(START);
        _refused(
            terms, abi.encodeWithSelector(ILoanFactory.DeadlineOutOfRange.selector, START, START + 1, START + 366 days)
        );
        terms.fundingDeadline = uint40(START + 366 days + 1);
        _refused(
            terms,
            abi.encodeWithSelector(
                ILoanFactory.DeadlineOutOfRange.selector, START + 366 days + 1, START + 1, START + 366 days
            )
        );
    }

    function test_createLoan_rates() public {
        LoanTerms memory terms = _terms();
        terms.annualRateBps = 10_001;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.RateOutOfRange.selector, 10_001, 500, 10_000));
        (terms.annualRateBps, terms.lateRateBps) = (0, 10_001);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.RateOutOfRange.selector, 0, 10_001, 10_000));
    }

    function test_createLoan_fees() public {
        LoanTerms memory terms = _terms();
        terms.originationFeeBps = 1001;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.FeesOutOfRange.selector, 1001, 1000, 0, 2000));
        (terms.originationFeeBps, terms.platformFeeBps) = (0, 2001);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.FeesOutOfRange.selector, 0, 1000, 2001, 2000));
    }

    function test_createLoan_instalments() public {
        LoanTerms memory terms = _terms();
        terms.instalmentCount = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.InstalmentsOutOfRange.selector, 0, 360));
        terms.instalmentCount = 361;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.InstalmentsOutOfRange.selector, 361, 360));
    }

    function test_createLoan_bulletWithInstalments() public {
        LoanTerms memory terms = _terms();
        (terms.repaymentKind, terms.instalmentCount) = (RepaymentKind.Bullet, 2);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.BulletHasOneInstalment.selector, 2));
    }

    function test_createLoan_period() public {
        LoanTerms memory terms = _terms();
        terms.periodSeconds = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PeriodOutOfRange.selector, 0, 3660 days));
        terms.periodSeconds = uint32(3660 days + 1);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PeriodOutOfRange.selector, 3660 days + 1, 3660 days));
    }

    function test_createLoan_grace() public {
        LoanTerms memory terms = _terms();
        terms.graceSeconds = uint32(366 days + 1);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.GraceOutOfRange.selector, 366 days + 1, 60 days, 366 days));
        (terms.graceSeconds, terms.defaultAfterSeconds) = (0, uint32(366 days + 1));
        _refused(terms, abi.encodeWithSelector(ILoanFactory.GraceOutOfRange.selector, 0, 366 days + 1, 366 days));
    }

    function test_createLoan_parties() public {
        LoanTerms memory terms = _terms();
        terms.borrower = address(0);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PartyMissing.selector, ORIGINATOR, address(0)));
        (terms.originator, terms.borrower) = (address(0), BORROWER);
        _refused(terms, abi.encodeWithSelector(ILoanFactory.PartyMissing.selector, address(0), BORROWER));
    }

    function test_createLoan_documentHash() public {
        LoanTerms memory terms = _terms();
        terms.documentHash = 0;
        _refused(terms, abi.encodeWithSelector(ILoanFactory.DocumentHashMissing.selector));
    }

    /// @dev While the allow-list is closed, only loans for members can be created.
    function test_createLoan_membersOnlyRequired() public {
        vm.prank(ADMIN);
        members.setOpen(false);
        LoanTerms memory terms = _terms();
        _refused(terms, abi.encodeWithSelector(ILoanFactory.MembersOnlyRequired.selector));

        terms.membersOnly = true;
        assertTrue(_create(ID, terms).terms().membersOnly, "for members");
        assertFalse(loan.terms().membersOnly, "a loan that exists does not change");
    }

    function test_createLoan_metadataTooLong() public {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.MetadataTooLong.selector, 16_385, 16_384));
        factory.createLoan(ID, _terms(), string(new bytes(16_385)));
    }

    /// @dev An originator cannot waive the platform's fee; the operator can.
    function test_createLoan_platformFee() public {
        LoanTerms memory terms = _terms();
        terms.platformFeeBps = 99;
        vm.prank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.PlatformFeeTooLow.selector, 99, 100));
        factory.createLoan(ID, terms, URI);
        vm.prank(ADMIN);
        factory.setMinimumPlatformFee(99);
        vm.prank(ORIGINATOR);
        factory.createLoan(ID, terms, URI);
        terms.platformFeeBps = 0;
        _create("agreed", terms);
    }

    /// @dev Who takes another's id gets a loan of its own under it and nothing else.
    function test_createLoan_idTaken() public {
        LoanTerms memory terms = _terms();
        terms.platformFeeBps = 100;
        vm.prank(ADMIN);
        factory.setOriginator(STRANGER, true);
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.Unauthorized.selector, STRANGER));
        factory.createLoan(ID, terms, URI);
        terms.originator = STRANGER;
        address taken = factory.createLoan(ID, terms, URI);
        vm.stopPrank();
        assertEq(Loan(taken).terms().originator, STRANGER, "shown for what it is");

        terms.originator = ORIGINATOR;
        vm.startPrank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.LoanExists.selector, ID, taken));
        factory.createLoan(ID, terms, URI);
        assertTrue(factory.createLoan(keccak256("a fresh id"), terms, URI) != taken, "under another id");
    }

    function test_createLoan() public {
        address expected = factory.loanAddress(ID);
        LoanTerms memory terms = _terms();
        terms.platformFeeBps = 100;
        vm.expectEmit();
        emit ILoanFactory.LoanCreated(ID, expected, ORIGINATOR, terms, URI);
        vm.prank(ORIGINATOR);
        address created = factory.createLoan(ID, terms, URI);

        assertEq(created, expected, "address known before");
        assertTrue(factory.isLoan(created), "known");
        assertEq(factory.loanCount(), 2, "count");
        assertEq(factory.loanAt(1), created, "at");
        assertEq(Loan(created).loanId(), ID, "id");
        assertEq(Loan(created).factory(), address(factory), "factory");
        assertEq(Loan(created).usdt(), address(usdt), "usdt");
        assertEq(uint256(Loan(created).state()), uint256(LoanState.Funding), "state");
        assertEq(Loan(created).raised(), 0, "raised");
    }

    function test_createLoan_byAdmin() public {
        vm.prank(ADMIN);
        assertTrue(factory.isLoan(factory.createLoan(ID, _terms(), URI)), "created");
    }

    /// @dev The address depends on factory and id alone: EIP-1014 over the fixed creation code.
    function testFuzz_loanAddress(bytes32 loanId, uint64 target) public {
        vm.assume(loanId != 0 && loanId != "loan");
        bytes32 digest =
            keccak256(abi.encodePacked(hex"ff", address(factory), loanId, keccak256(LoanCode.creationCode())));
        assertEq(factory.loanAddress(loanId), address(uint160(uint256(digest))), "predicted");

        LoanTerms memory terms = _terms();
        terms.principalTarget = uint64(bound(target, terms.minimumRaise, TermsChecks.MAX_PRINCIPAL));
        assertEq(address(_create(loanId, terms)), address(uint160(uint256(digest))), "created");
    }

    /// @dev Every field of the terms comes back from the clone's code as it went in, over its full range.
    function testFuzz_terms(bytes32 seed) public {
        vm.assume(seed != 0 && seed != "loan");
        LoanTerms memory terms;
        terms.principalTarget = uint64(_pick(seed, "target", 1, 1e18));
        terms.minimumRaise = uint64(_pick(seed, "raise", 1, terms.principalTarget));
        terms.minimumTicket = uint64(_pick(seed, "minimum", 1, terms.principalTarget));
        terms.maximumTicket = uint64(_pick(seed, "maximum", terms.minimumTicket, type(uint64).max));
        terms.fundingDeadline = uint40(_pick(seed, "deadline", START + 1, START + 366 days));
        terms.annualRateBps = uint16(_pick(seed, "rate", 0, 10_000));
        terms.lateRateBps = uint16(_pick(seed, "late", 0, 10_000));
        terms.originationFeeBps = uint16(_pick(seed, "origination", 0, 1000));
        terms.platformFeeBps = uint16(_pick(seed, "platform", 0, 2000));
        terms.repaymentKind = RepaymentKind(_pick(seed, "kind", 0, 2));
        terms.periodSeconds = uint32(_pick(seed, "period", 1, 3660 days));
        terms.instalmentCount =
            terms.repaymentKind == RepaymentKind.Bullet ? 1 : uint16(_pick(seed, "instalments", 1, 360));
        terms.graceSeconds = uint32(_pick(seed, "grace", 0, 366 days));
        terms.defaultAfterSeconds = uint32(_pick(seed, "default", 0, 366 days));
        terms.originator = ORIGINATOR;
        terms.borrower = address(uint160(_pick(seed, "borrower", 1, type(uint160).max)));
        terms.documentHash = keccak256(abi.encode(seed));
        terms.membersOnly = _pick(seed, "members", 0, 1) == 1;

        Loan created = _create(seed, terms);
        assertEq(abi.encode(created.terms()), abi.encode(terms), "terms");
        assertEq(created.loanId(), seed, "id");
    }

    function _pick(bytes32 seed, string memory field, uint256 minimum, uint256 maximum) private pure returns (uint256) {
        return bound(uint256(keccak256(abi.encode(seed, field))), minimum, maximum);
    }

    /* CODE */

    function test_loanCode_outsideOfCreation() public {
        vm.expectRevert(ILoanFactory.NoLoanCode.selector);
        factory.loanCode();
        _create(ID, _terms());
        vm.expectRevert(ILoanFactory.NoLoanCode.selector);
        factory.loanCode();
    }

    /// @dev The contract behind the clones is no loan: closed from birth.
    function test_implementation_isClosed() public {
        Loan implementation = Loan(factory.implementation());
        assertEq(uint256(implementation.state()), uint256(LoanState.Closed), "state");
        assertFalse(factory.isLoan(address(implementation)), "not registered");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Closed));
        implementation.invest(1);
    }
}
