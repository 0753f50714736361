using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>Everything about one loan or many in one call.</summary>
public static class LensContract
{
    static readonly AbiFunction s_loan = new("loan(address)");
    static readonly AbiFunction s_loans = new("loans(address[])");
    static readonly AbiFunction s_holders = new("holders(address,address[])");
    static readonly AbiFunction s_solvency = new("solvency(address,address[])");
    static readonly AbiFunction s_solvencies = new("solvencies(address[],address[][])");
    static readonly AbiFunction s_factory = new("factory()");
    static readonly AbiFunction s_market = new("market()");
    static readonly AbiFunction s_batch = new("batch()");

    internal static IReadOnlyList<AbiFunction> Functions { get; } = [s_loan, s_loans, s_holders, s_solvency, s_solvencies, s_factory, s_market, s_batch];

    internal static IReadOnlyList<AbiEvent> Events { get; } = [];

    public static byte[] EncodeLoan(Address loan) => s_loan.Call().Address(loan).ToByteArray();

    public static OnChainLoan DecodeLoan(byte[] returned) => Single(returned, OnChainLoan.Decode);

    public static byte[] EncodeLoans(IReadOnlyList<Address> loans) => s_loans.Call().Addresses(loans).ToByteArray();

    public static IReadOnlyList<OnChainLoan> DecodeLoans(byte[] returned) => Many(returned, OnChainLoan.Decode);

    public static byte[] EncodeHolders(Address loan, IReadOnlyList<Address> accounts) => s_holders.Call().Address(loan).Addresses(accounts).ToByteArray();

    public static IReadOnlyList<OnChainHolder> DecodeHolders(byte[] returned) => Many(returned, OnChainHolder.Decode);

    /// <param name="accounts">Everybody who ever held the loan's tokens, in ascending order of the addresses' bytes.</param>
    public static byte[] EncodeSolvency(Address loan, IReadOnlyList<Address> accounts) => s_solvency.Call().Address(loan).Addresses(accounts).ToByteArray();

    public static LoanSolvency DecodeSolvency(byte[] returned) => Single(returned, LoanSolvency.Decode);

    /// <summary>As <see cref="EncodeSolvency"/> for many loans, all at one block.</summary>
    /// <param name="accounts">For each loan, its holders.</param>
    public static byte[] EncodeSolvencies(IReadOnlyList<Address> loans, IReadOnlyList<IReadOnlyList<Address>> accounts) =>
        s_solvencies.Call().Addresses(loans).AddressLists(accounts).ToByteArray();

    public static IReadOnlyList<LoanSolvency> DecodeSolvencies(byte[] returned) => Many(returned, LoanSolvency.Decode);

    public static byte[] EncodeFactory() => s_factory.Encode();

    public static Address DecodeFactory(byte[] returned) => Returned.Address(returned);

    public static byte[] EncodeMarket() => s_market.Encode();

    public static Address DecodeMarket(byte[] returned) => Returned.Address(returned);

    public static byte[] EncodeBatch() => s_batch.Encode();

    public static Address DecodeBatch(byte[] returned) => Returned.Address(returned);

    static T Single<T>(byte[] returned, ElementDecoding<T> decode)
    {
        var decoder = new AbiDecoder(returned);
        var value = decode(ref decoder);
        decoder.End();
        return value;
    }

    static List<T> Many<T>(byte[] returned, ElementDecoding<T> decode)
    {
        var decoder = new AbiDecoder(returned);
        var values = decoder.Array(decode);
        decoder.End();
        return values;
    }
}
