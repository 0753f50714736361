using GraphQL.Types;
using Microsoft.Extensions.Options;

namespace ReFlow.Api;

/// <summary>The type <c>Loan</c>: identity and history here, terms and figures beside it.</summary>
sealed partial class LoanType : ReadType<LoanView>
{
    public LoanType(IOptions<GraphQLLimits> limits)
        : base("Loan", "A tokenized loan at one indexed block. The contract is also the loan's ERC-20 token (1 token = 1 USDT of principal).")
    {
        AddIdentity();
        AddTerms();
        AddFigures();
        AddHistory(limits);
    }

    void AddIdentity()
    {
        Required<AddressScalar>("address", "The loan contract.", view => view.Loan.Address);
        Required<HashScalar>("loanId", "The id that the creator gave to the factory.", view => view.Loan.LoanId);
        Required<AddressScalar>("originator", "Lends to the borrower and receives the drawn-down USDT.", view => view.Loan.Originator);
        Required<AddressScalar>("borrower", "The borrower's payout address.", view => view.Loan.Borrower);
        Required<HashScalar>("documentHash", "keccak256 of the metadata, anchored on chain.", view => view.Loan.DocumentHash);
        Required<BooleanGraphType>("metadataVerified", "The metadata hashes to documentHash; its texts are null otherwise.", view => view.Loan.MetadataVerified);
        Optional<StringGraphType>("name", "Title; null when not verified.", view => view.Loan.Name);
        Optional<StringGraphType>("borrowerName", "Name of the borrower; null when not verified.", view => view.Loan.BorrowerName);
        Optional<StringGraphType>("sector", "Agriculture, Fisheries, Forestry, SME or Other; null when not verified.", view => view.Loan.Sector);
        Optional<StringGraphType>("region", "Where the borrower works; null when not verified.", view => view.Loan.Region);
        Optional<StringGraphType>("grade", "Risk grade A to E; null when not verified.", view => view.Loan.Grade);
        Optional<StringGraphType>("purpose", "What the money is for; null when not verified.", view => view.Loan.Purpose);
        Optional<StringGraphType>("collateral", "What secures the loan; null when not verified.", view => view.Loan.Collateral);
    }

    void AddHistory(IOptions<GraphQLLimits> limits)
    {
        List<InstalmentType>("schedule", "Every instalment; empty before draw-down, because due dates count from it.", view => view.Schedule);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DistributionType>>>>("distributions")
            .Description("Repayments, newest first.")
            .Arguments(PageSize.Argument(20, limits))
            .Resolve(context => context.RequestServices!.GetRequiredService<LoanHistory>()
                .Distributions(context.Source.Loan.Id, PageSize.Of(context, 20)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ChainTransactionType>>>>("transactions")
            .Description("What wallets did, newest first; pending ones before all others.")
            .Arguments(PageSize.Argument(20, limits))
            .Resolve(context => context.RequestServices!.GetRequiredService<LoanHistory>()
                .Transactions(context.Source.Loan.Id, PageSize.Of(context, 20)));
        Required<IndexedBlockType>("asOf", "The block that every figure of this answer belongs to.", view => view.AsOf);
    }
}
