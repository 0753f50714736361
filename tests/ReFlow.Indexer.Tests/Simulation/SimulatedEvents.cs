using System.Numerics;
using System.Text;
using ReFlow.Chain;
using ReFlow.Chain.Abi;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.Signing;
using ReFlow.Domain;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>The logs that the contracts would emit. Addresses depend on the loan's number alone, so that branches share them.</summary>
static class SimulatedEvents
{
    // Words of OnChainLoanTerms in the calldata of createLoan, after the loan's id.
    const int TermsWords = 18;

    public static Address Loan(int loan) => Address.FromBytes(Keccak256.Hash(Encoding.UTF8.GetBytes($"loan {loan}")).ToByteArray().AsSpan(12));

    public static Address Wallet(int wallet) => DevelopmentAccounts.Investors[wallet].Address;

    public static Address Decoy { get; } = Address.FromBytes(Keccak256.Hash("decoy"u8).ToByteArray().AsSpan(12));

    public static SimulatedLog Created(int loan)
    {
        var terms = new OnChainLoanTerms(
            new LoanTerms
            {
                PrincipalTargetUsdt = 100_000m,
                MinimumRaiseUsdt = 1m,
                MinimumTicketUsdt = 1m,
                MaximumTicketUsdt = 100_000m,
                FundingDeadline = DateTimeOffset.UnixEpoch.AddDays(30_000),
                AnnualRateBps = 1_200,
                LateRateBps = 500,
                OriginationFeeBps = 100,
                PlatformFeeBps = 150,
                RepaymentKind = RepaymentKind.Amortising,
                PeriodSeconds = 30 * 86_400,
                InstalmentCount = 6,
                GraceSeconds = 5 * 86_400,
                DefaultAfterSeconds = 60 * 86_400,
            },
            DevelopmentAccounts.Originator.Address,
            Wallet(5),
            Keccak256.Hash("{}"u8));
        var loanId = Keccak256.Hash(Encoding.UTF8.GetBytes($"id {loan}"));
        var calldata = LoanFactoryContract.EncodeCreateLoan(loanId, terms, "data:application/json;base64,e30=");

        // The event's data is the calldata without selector and id; the offset of the text counts from one word later.
        var data = calldata[(4 + 32)..];
        data[(TermsWords * 32) + 31] -= 32;
        return new SimulatedLog(DevelopmentDeployment.Factory, [LoanCreated.Topic, loanId, Topic(Loan(loan)), Topic(DevelopmentAccounts.Originator.Address)], data);
    }

    public static SimulatedLog Transferred(Address contract, Address from, Address to, long amount) => new(contract, [Transfer.Topic, Topic(from), Topic(to)], Words(amount));

    public static SimulatedLog Invested(Address contract, int wallet, long amount, long raised) =>
        new(contract, [ReFlow.Chain.Contracts.Invested.Topic, Topic(Wallet(wallet))], Words(amount, raised));

    public static SimulatedLog Refunded(Address contract, int wallet, long amount, long supply) =>
        new(contract, [ReFlow.Chain.Contracts.Refunded.Topic, Topic(Wallet(wallet))], Words(amount, supply));

    public static SimulatedLog Cancelled(Address contract, long raised) => new(contract, [ReFlow.Chain.Contracts.Cancelled.Topic], Words(raised));

    public static SimulatedLog DrawnDown(Address contract, long outstanding) =>
        new(contract, [ReFlow.Chain.Contracts.DrawnDown.Topic, Topic(DevelopmentAccounts.Originator.Address)], Words(outstanding - 1, 1, outstanding));

    public static SimulatedLog Distributed(Address contract, int round, long principal, long perToken, long outstanding) => new(
        contract,
        [ReFlow.Chain.Contracts.Distributed.Topic, Keccak256.Hash(Encoding.UTF8.GetBytes($"payment {round} {principal}")), Topic(round)],
        Words(principal, 0, 0, principal, 0, perToken, outstanding, 0));

    public static SimulatedLog Claimed(Address contract, int wallet, long amount, long total) =>
        new(contract, [ReFlow.Chain.Contracts.Claimed.Topic, Topic(Wallet(wallet)), Topic(Wallet(wallet))], Words(amount, total));

    static byte[] Words(params long[] values)
    {
        var encoder = new AbiEncoder();
        foreach (var value in values)
            encoder.UInt(value);
        return encoder.ToByteArray();
    }

    static Hash32 Topic(Address address) => Hash32.FromBytes(new AbiEncoder().Address(address).ToByteArray());

    static Hash32 Topic(BigInteger value) => Hash32.FromBytes(new AbiEncoder().UInt(value).ToByteArray());
}
