using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Domain;

namespace ReFlow.Indexer.Folding;

/// <summary>Makes a loan's row from the factory's <c>LoanCreated</c> event.</summary>
static class LoanCreation
{
    public static Loan ToLoan(LoanCreated created, ChainLog log)
    {
        var terms = created.Terms.Terms;
        var documentHash = created.Terms.DocumentHash;
        var metadata = LoanMetadataReader.Read(created.MetadataUri, documentHash);
        return new Loan
        {
            Id = DeterministicId.ForLoan(created.Loan),
            Address = created.Loan,
            LoanId = created.LoanId,
            Originator = created.Originator,
            Borrower = created.Terms.Borrower,
            PrincipalTargetUsdt = terms.PrincipalTargetUsdt,
            MinimumRaiseUsdt = terms.MinimumRaiseUsdt,
            MinimumTicketUsdt = terms.MinimumTicketUsdt,
            MaximumTicketUsdt = terms.MaximumTicketUsdt,
            FundingDeadline = terms.FundingDeadline,
            AnnualRateBps = terms.AnnualRateBps,
            LateRateBps = terms.LateRateBps,
            OriginationFeeBps = terms.OriginationFeeBps,
            PlatformFeeBps = terms.PlatformFeeBps,
            RepaymentKind = terms.RepaymentKind,
            PeriodSeconds = terms.PeriodSeconds,
            InstalmentCount = terms.InstalmentCount,
            GraceSeconds = terms.GraceSeconds,
            DefaultAfterSeconds = terms.DefaultAfterSeconds,
            MetadataUri = LoanMetadataReader.Storable(created.MetadataUri),
            DocumentHash = documentHash,
            MetadataVerified = metadata.Verified,
            Name = metadata.Name,
            BorrowerName = metadata.BorrowerName,
            Sector = metadata.Sector,
            Region = metadata.Region,
            Grade = metadata.Grade,
            Purpose = metadata.Purpose,
            Collateral = metadata.Collateral,
            Phase = LoanPhase.Funding,
            PhaseChangedAt = log.BlockTime,
            CreatedAt = log.BlockTime,
            CreatedBlockNumber = log.BlockNumber,
            UpdatedBlockNumber = log.BlockNumber,
            UpdatedBlockHash = log.BlockHash,
        };
    }
}
