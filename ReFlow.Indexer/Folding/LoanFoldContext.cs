using System.Runtime.InteropServices;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>One log of a loan's contract, and what it may change.</summary>
/// <param name="Notes">What events of the same transaction say about those that follow.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct LoanFoldContext(FoldState State, LedgerRows Ledger, TransactionNotes Notes, Loan Loan, ChainLog Log);
