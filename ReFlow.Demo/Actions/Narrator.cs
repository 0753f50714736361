using System.Globalization;

namespace ReFlow.Demo.Actions;

/// <summary>Tells an action in one English sentence, for the log and the health endpoint.</summary>
static class Narrator
{
    public static string Tell(DemoAction action) => action switch
    {
        CreateLoan create => Say($"{create.By.Name} opens {create.Loan.Name}: {create.Terms.PrincipalTargetUsdt:N2} USDT at {create.Terms.AnnualRateBps / 100m:0.##} %"),
        Invest invest => Say($"{invest.By.Name} invests {invest.AmountUsdt:N2} USDT in {invest.Loan.Name}"),
        DrawDown drawDown => Say($"{drawDown.By.Name} draws down {drawDown.Loan.Name}"),
        Repay repay => Say($"{repay.By.Name} pays {repay.Label} of {repay.Loan.Name}"),
        Claim claim => Say($"{claim.By.Name} claims from {claim.Loan.Name}"),
        TransferTokens transfer => Say($"{transfer.By.Name} sends {transfer.To.Name} {transfer.AmountTokens:N2} tokens of {transfer.Loan.Name}"),
        Cancel cancel => Say($"{cancel.By.Name} cancels {cancel.Loan.Name}, whose raise failed"),
        Refund refund => Say($"{refund.By.Name} takes back the money from {refund.Loan.Name}"),
        DeclareDefault declare => Say($"{declare.By.Name} declares {declare.Loan.Name} in default"),
        WriteOff writeOff => Say($"{writeOff.By.Name} writes off {writeOff.Loan.Name}"),
        _ => action.ToString(),
    };

    static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
