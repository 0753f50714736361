using System.Numerics;
using ReFlow.Chain.Abi;
using ReFlow.Domain;

namespace ReFlow.Chain.Contracts;

/// <content>Questions to a loan, and the reading of their answers.</content>
public static partial class LoanContract
{
    static readonly AbiFunction s_state = new("state()");
    static readonly AbiFunction s_terms = new("terms()");
    static readonly AbiFunction s_loanId = new("loanId()");
    static readonly AbiFunction s_factory = new("factory()");
    static readonly AbiFunction s_outstanding = new("outstanding()");
    static readonly AbiFunction s_payoff = new("payoff()");
    static readonly AbiFunction s_accruedInterest = new("accruedInterest()");
    static readonly AbiFunction s_lateFeeDue = new("lateFeeDue()");
    static readonly AbiFunction s_pendingDistribution = new("pendingDistribution(address)");
    static readonly AbiFunction s_claimed = new("claimed(address)");
    static readonly AbiFunction s_distributions = new("distributions(uint256)");
    static readonly AbiFunction s_distributionCount = new("distributionCount()");
    static readonly AbiFunction s_drawnAt = new("drawnAt()");
    static readonly AbiFunction s_settledInstalments = new("settledInstalments()");
    static readonly AbiFunction s_raised = new("raised()");

    static readonly AbiFunction s_usdt = new("usdt()");
    static readonly AbiFunction s_loss = new("loss()");
    static readonly AbiFunction s_totalDistributed = new("totalDistributed()");
    static readonly AbiFunction s_perToken = new("perToken()");
    static readonly AbiFunction s_feesOwed = new("feesOwed()");

    static IReadOnlyList<AbiFunction> Views =>
    [
        s_state, s_terms, s_loanId, s_factory, s_outstanding, s_payoff, s_accruedInterest, s_lateFeeDue, s_pendingDistribution, s_claimed,
        s_distributions, s_distributionCount, s_drawnAt, s_settledInstalments, s_raised, s_usdt, s_loss, s_totalDistributed, s_perToken,
        s_feesOwed,
    ];

    public static byte[] EncodeState() => s_state.Encode();

    /// <summary>The state at the block's time; Late is derived by the contract.</summary>
    public static LoanStatus DecodeState(byte[] returned)
    {
        var status = (LoanStatus)(int)Returned.UInt(returned, 8);
        return Enum.IsDefined(status) ? status : throw new AbiException($"Expected a loan state of 0 to 6, seen {(int)status}.");
    }

    public static byte[] EncodeTerms() => s_terms.Encode();

    public static OnChainLoanTerms DecodeTerms(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var terms = OnChainLoanTerms.Decode(ref decoder);
        decoder.End();
        return terms;
    }

    public static byte[] EncodeLoanId() => s_loanId.Encode();

    public static Hash32 DecodeLoanId(byte[] returned) => Returned.Bytes32(returned);

    public static byte[] EncodeFactory() => s_factory.Encode();

    public static Address DecodeFactory(byte[] returned) => Returned.Address(returned);

    public static byte[] EncodeOutstanding() => s_outstanding.Encode();

    /// <summary>Principal still owed.</summary>
    public static BigInteger DecodeOutstanding(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodePayoff() => s_payoff.Encode();

    /// <summary>Everything owed at the block's time: principal, interest, late fee.</summary>
    public static BigInteger DecodePayoff(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeAccruedInterest() => s_accruedInterest.Encode();

    public static BigInteger DecodeAccruedInterest(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeLateFeeDue() => s_lateFeeDue.Encode();

    public static BigInteger DecodeLateFeeDue(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodePendingDistribution(Address holder) => s_pendingDistribution.Call().Address(holder).ToByteArray();

    /// <summary>What the holder can claim.</summary>
    public static BigInteger DecodePendingDistribution(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeClaimed(Address holder) => s_claimed.Call().Address(holder).ToByteArray();

    public static BigInteger DecodeClaimed(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeDistributions(BigInteger index) => s_distributions.Call().UInt(index).ToByteArray();

    public static OnChainDistribution DecodeDistributions(byte[] returned) => OnChainDistribution.Decode(returned);

    public static byte[] EncodeDistributionCount() => s_distributionCount.Encode();

    public static int DecodeDistributionCount(byte[] returned) => Returned.Count(returned);

    public static byte[] EncodeDrawnAt() => s_drawnAt.Encode();

    /// <summary>Null before draw-down.</summary>
    public static DateTimeOffset? DecodeDrawnAt(byte[] returned)
    {
        var decoder = new AbiDecoder(returned);
        var time = decoder.UnixTime(256);
        decoder.End();
        return time == DateTimeOffset.UnixEpoch ? null : time;
    }

    public static byte[] EncodeSettledInstalments() => s_settledInstalments.Encode();

    public static int DecodeSettledInstalments(byte[] returned) => Returned.Count(returned);

    public static byte[] EncodeRaised() => s_raised.Encode();

    public static BigInteger DecodeRaised(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeUsdt() => s_usdt.Encode();

    public static Address DecodeUsdt(byte[] returned) => Returned.Address(returned);

    public static byte[] EncodeLoss() => s_loss.Encode();

    /// <summary>Principal lost when the loan was written off.</summary>
    public static BigInteger DecodeLoss(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeTotalDistributed() => s_totalDistributed.Encode();

    /// <summary>What holders have claimed or can claim, over the loan's life.</summary>
    public static BigInteger DecodeTotalDistributed(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeFeesOwed() => s_feesOwed.Encode();

    /// <summary>Fees that the loan keeps for the treasury, which USDT refused.</summary>
    public static BigInteger DecodeFeesOwed(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodePerToken() => s_perToken.Encode();

    /// <summary>The payout index, scale 2^64.</summary>
    public static BigInteger DecodePerToken(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeBalanceOf(Address holder) => Erc20Contract.EncodeBalanceOf(holder);

    public static BigInteger DecodeBalanceOf(byte[] returned) => Erc20Contract.DecodeBalanceOf(returned);

    public static byte[] EncodeTotalSupply() => Erc20Contract.EncodeTotalSupply();

    public static BigInteger DecodeTotalSupply(byte[] returned) => Erc20Contract.DecodeTotalSupply(returned);
}
