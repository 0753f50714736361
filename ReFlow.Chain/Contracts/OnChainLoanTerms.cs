using ReFlow.Chain.Abi;
using ReFlow.Domain;

namespace ReFlow.Chain.Contracts;

/// <summary>The contracts' <c>LoanTerms</c> structure: the domain's terms, the two parties and the hash of the documents.</summary>
/// <param name="Originator">Receives the drawn-down USDT and services the loan.</param>
/// <param name="Borrower">The borrower's payout address.</param>
/// <param name="DocumentHash">keccak256 of the metadata JSON.</param>
/// <param name="MembersOnly">Whether who receives tokens must be on the allow-list; otherwise anyone may who is not frozen.</param>
public sealed record OnChainLoanTerms(LoanTerms Terms, Address Originator, Address Borrower, Hash32 DocumentHash, bool MembersOnly = false)
{
    internal const string AbiType =
        "(uint64,uint64,uint64,uint64,uint40,uint16,uint16,uint16,uint16,uint8,uint32,uint16,uint32,uint32,address,address,bytes32,bool)";

    internal AbiEncoder Encode(AbiEncoder encoder) => encoder
        .UInt(Usdt.ToBaseUnits(Terms.PrincipalTargetUsdt), 64)
        .UInt(Usdt.ToBaseUnits(Terms.MinimumRaiseUsdt), 64)
        .UInt(Usdt.ToBaseUnits(Terms.MinimumTicketUsdt), 64)
        .UInt(Usdt.ToBaseUnits(Terms.MaximumTicketUsdt), 64)
        .UInt(Terms.FundingDeadline.ToUnixTimeSeconds(), 40)
        .UInt(Terms.AnnualRateBps, 16)
        .UInt(Terms.LateRateBps, 16)
        .UInt(Terms.OriginationFeeBps, 16)
        .UInt(Terms.PlatformFeeBps, 16)
        .UInt((int)Terms.RepaymentKind, 8)
        .UInt(Terms.PeriodSeconds, 32)
        .UInt(Terms.InstalmentCount, 16)
        .UInt(Terms.GraceSeconds, 32)
        .UInt(Terms.DefaultAfterSeconds, 32)
        .Address(Originator)
        .Address(Borrower)
        .Bytes32(DocumentHash)
        .Bool(MembersOnly);

    internal static OnChainLoanTerms Decode(ref AbiDecoder decoder)
    {
        var terms = new LoanTerms
        {
            PrincipalTargetUsdt = Usdt.FromBaseUnits(decoder.UInt(64)),
            MinimumRaiseUsdt = Usdt.FromBaseUnits(decoder.UInt(64)),
            MinimumTicketUsdt = Usdt.FromBaseUnits(decoder.UInt(64)),
            MaximumTicketUsdt = Usdt.FromBaseUnits(decoder.UInt(64)),
            FundingDeadline = decoder.UnixTime(40),
            AnnualRateBps = (int)decoder.UInt(16),
            LateRateBps = (int)decoder.UInt(16),
            OriginationFeeBps = (int)decoder.UInt(16),
            PlatformFeeBps = (int)decoder.UInt(16),
            RepaymentKind = DecodeRepaymentKind(ref decoder),
            PeriodSeconds = decoder.Int64(32),
            InstalmentCount = (int)decoder.UInt(16),
            GraceSeconds = decoder.Int64(32),
            DefaultAfterSeconds = decoder.Int64(32),
        };
        return new OnChainLoanTerms(terms, decoder.Address(), decoder.Address(), decoder.Bytes32(), decoder.Bool());
    }

    static RepaymentKind DecodeRepaymentKind(ref AbiDecoder decoder)
    {
        var kind = (RepaymentKind)(int)decoder.UInt(8);
        return Enum.IsDefined(kind) ? kind : throw new AbiException($"Expected a repayment kind of 0 to 2, seen {(int)kind}.");
    }
}
