namespace ReFlow.Demo.Actions;

/// <summary>How much a repayment is to cover. The amount follows from the loan's state at the moment of payment.</summary>
abstract record RepaymentSize;

/// <summary>What instalment <paramref name="Number"/> needs: its principal, and all interest and late fees so far.</summary>
sealed record InstalmentDue(int Number) : RepaymentSize;

/// <summary>Everything owed.</summary>
sealed record PayOff : RepaymentSize;

/// <summary>A part of the principal outstanding.</summary>
sealed record PartOfOutstanding(int Percent) : RepaymentSize;
