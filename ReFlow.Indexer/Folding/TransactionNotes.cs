using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;

namespace ReFlow.Indexer.Folding;

/// <summary>
/// What one event tells about a later one of the same transaction: a fill comes before the transfer that it pays for, a collection before
/// its distribution. The contracts emit them in this order and nothing of the same loan between.
/// </summary>
sealed class TransactionNotes
{
    readonly List<Sale> _sales = [];
    (Address Loan, decimal AmountUsdt)? _collected;
    Hash32 _transaction;

    /// <summary>Forgets the notes of the transaction before.</summary>
    public void Begin(ChainLog log)
    {
        if (log.TxHash == _transaction)
            return;
        _transaction = log.TxHash;
        _sales.Clear();
        _collected = null;
    }

    public void Sold(Sale sale) => _sales.Add(sale);

    /// <summary>The fill that this transfer settles, once.</summary>
    public Sale? TakeSale(Loan loan, Transfer transfer)
    {
        if (_sales.Count == 0)
            return null;
        var (from, to) = (DeterministicId.ForUser(transfer.From), DeterministicId.ForUser(transfer.To));
        var index = _sales.FindIndex(sale => sale.LoanId == loan.Id && sale.SellerId == from && sale.BuyerId == to && sale.AmountUnits == transfer.Amount);
        if (index < 0)
            return null;
        var sale = _sales[index];
        _sales.RemoveAt(index);
        return sale;
    }

    public void Collected(Address loan, decimal amountUsdt) => _collected = (loan, amountUsdt);

    public decimal? TakeCollected(Address loan)
    {
        if (_collected is not { } collected || collected.Loan != loan)
            return null;
        _collected = null;
        return collected.AmountUsdt;
    }
}
