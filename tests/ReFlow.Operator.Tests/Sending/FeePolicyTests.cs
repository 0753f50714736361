using CsCheck;
using ReFlow.Operator.Sending;
using ReFlow.Operator.Signing;

namespace ReFlow.Operator.Tests.Sending;

public sealed class FeePolicyTests
{
    const long CapGwei = 500;

    static readonly Gen<TransactionFees> s_fees = Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[0, 1_000_000_000_000], (max, priority) => new TransactionFees(max, priority));

    [Fact]
    public void Replacement_raises_both_fees_by_at_least_ten_percent_and_respects_the_cap() => Gen.Select(s_fees, s_fees).Sample((previous, market) =>
    {
        if (FeePolicy.Bump(previous, market, CapGwei) is not { } bumped)
            return;
        Assert.True(bumped.MaxFeePerGasWei * 10 >= previous.MaxFeePerGasWei * 11);
        Assert.True(bumped.MaxPriorityFeePerGasWei * 10 >= previous.MaxPriorityFeePerGasWei * 11);
        Assert.True(bumped.MaxFeePerGasWei <= CapGwei * 1_000_000_000);
    });

    [Fact]
    public void Replacement_is_refused_when_the_cap_leaves_less_than_ten_percent()
    {
        var atCap = new TransactionFees(CapGwei * 1_000_000_000, 1_000_000_000);
        Assert.Null(FeePolicy.Bump(atCap, atCap, CapGwei));
    }
}
