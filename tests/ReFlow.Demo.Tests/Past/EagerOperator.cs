using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Chain.Signing;
using ReFlow.Demo.Story;
using ReFlow.Domain;
using ReFlow.Testing;

namespace ReFlow.Demo.Tests.Past;

/// <summary>An operator that is always faster: into every block that the demo mines it puts, in front, what it is allowed to do by then.</summary>
sealed class EagerOperator(OwnChain chain) : DelegatingHandler(new SocketsHttpHandler())
{
    const int Haste = 10;
    const long Gas = 500_000;
    const long ChainId = 31337;

    readonly Dictionary<Hash32, Address> _loans = [];

    /// <summary>Calls of the operator, each once per loan.</summary>
    public List<(LoanStatus From, Address Loan)> Sent { get; } = [];

    /// <summary>A client for the demo under whose eyes the operator acts.</summary>
    public EthereumClient Connect() =>
        new(new JsonRpcClient(new Uri(chain.Url), new HttpClient(this, disposeHandler: false), new JsonRpcOptions()), ChainId);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if ((await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("evm_mine", StringComparison.Ordinal))
            await ActAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    async Task ActAsync(CancellationToken cancellationToken)
    {
        var loans = await ExistingLoansAsync(cancellationToken);
        var states = await chain.Client.CallManyAsync([.. loans.Select(loan => new TransactionCall(loan, LoanContract.EncodeState()))], BlockReference.Latest, cancellationToken);
        foreach (var (loan, status) in loans.Zip(states.Select(LoanContract.DecodeState)))
        {
            if (status is LoanStatus.Funding)
                await TryAsync(loan, status, LoanContract.EncodeDrawDown(), cancellationToken);
            else if (status is LoanStatus.Late)
                await TryAsync(loan, status, LoanContract.EncodeDeclareDefault(), cancellationToken);
        }
    }

    async Task TryAsync(Address loan, LoanStatus status, byte[] data, CancellationToken cancellationToken)
    {
        try
        {
            await chain.Client.CallAsync(loan, data, cancellationToken, BlockReference.Latest, DevelopmentAccounts.Operator.Address);
        }
        catch (JsonRpcException exception) when (exception.Kind == JsonRpcErrorKind.Reverted)
        {
            // Not yet.
            return;
        }

        var fees = await chain.Client.GetFeesAsync(cancellationToken);
        var nonce = await chain.Client.GetTransactionCountAsync(DevelopmentAccounts.Operator.Address, BlockReference.Pending, cancellationToken);
        var signed = new Eip1559Transaction(
            ChainId, nonce, fees.MaxPriorityFeePerGas * Haste, fees.MaxFeePerGas * Haste, Gas, loan, Value: 0, data).Sign(DevelopmentAccounts.Operator);
        await chain.Client.SendRawTransactionAsync(signed.Raw, cancellationToken);
        Sent.Add((status, loan));
    }

    async Task<List<Address>> ExistingLoansAsync(CancellationToken cancellationToken)
    {
        if (_loans.Count == 0)
        {
            foreach (var loanId in Scenario.Loans.Select(story => story.LoanId))
            {
                var answer = await chain.Client.CallAsync(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeLoanAddress(loanId), cancellationToken);
                _loans[loanId] = LoanFactoryContract.DecodeLoanAddress(answer);
            }
        }

        var loans = _loans.Values.ToList();
        var answers = await chain.Client.CallManyAsync(
            [.. loans.Select(loan => new TransactionCall(DevelopmentDeployment.Factory, LoanFactoryContract.EncodeIsLoan(loan)))], BlockReference.Latest, cancellationToken);
        return [.. loans.Where((_, index) => LoanFactoryContract.DecodeIsLoan(answers[index]))];
    }
}
