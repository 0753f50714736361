using System.Runtime.InteropServices;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>One log of the market, and what it may change.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct MarketFoldContext(FoldState State, LedgerRows Ledger, TransactionNotes Notes, ChainLog Log);
