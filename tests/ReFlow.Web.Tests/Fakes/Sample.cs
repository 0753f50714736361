using System.Globalization;

namespace ReFlow.Web.Tests;

/// <summary>Loans as the API answers them.</summary>
static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string Address(int number) => "0x" + number.ToString("x40", CultureInfo.InvariantCulture);

    public static string Hash(int number) => "0x" + number.ToString("x64", CultureInfo.InvariantCulture);

    public static Dictionary<string, object?> Loan(int number, string status = "ACTIVE", string grade = "B", string sector = "Agriculture") => new()
    {
        ["address"] = Address(number),
        ["loanId"] = Hash(number),
        ["name"] = $"Loan {number}",
        ["borrowerName"] = $"Borrower {number}",
        ["sector"] = sector,
        ["region"] = "Aceh",
        ["grade"] = grade,
        ["purpose"] = "Working capital",
        ["collateral"] = "Harvest",
        ["status"] = status,
        ["metadataVerified"] = true,
        ["principalTarget"] = "40000.000000",
        ["minimumRaise"] = "32000.000000",
        ["minimumTicket"] = "100.000000",
        ["maximumTicket"] = "20000.000000",
        ["raised"] = status == "FUNDING" ? "10000.129999" : "40000.000000",
        ["fundedBps"] = status == "FUNDING" ? 2500 : 10000,
        ["remaining"] = status == "FUNDING" ? "29999.870001" : "0.000000",
        ["outstanding"] = "30000.000000",
        ["accruedInterest"] = "98.630136",
        ["interestReceived"] = "400.000000",
        ["principalReceived"] = "10000.000000",
        ["lateFeesReceived"] = "0.000000",
        ["loss"] = "0.000000",
        ["annualRateBps"] = 1200 + number,
        ["lateRateBps"] = 500,
        ["originationFeeBps"] = 0,
        ["platformFeeBps"] = 100,
        ["repaymentKind"] = "AMORTISING",
        ["periodSeconds"] = 2_592_000,
        ["instalmentCount"] = 4,
        ["settledInstalments"] = 1,
        ["graceSeconds"] = 432_000,
        ["defaultAfterSeconds"] = 5_184_000,
        ["fundingDeadline"] = "2026-04-01T00:00:00Z",
        ["createdAt"] = "2026-01-01T00:00:00Z",
        ["drawnAt"] = status == "FUNDING" ? null : "2026-01-10T00:00:00Z",
        ["maturityAt"] = status == "FUNDING" ? null : "2026-05-10T00:00:00Z",
        ["nextDueAt"] = status == "FUNDING" ? null : "2026-03-11T00:00:00Z",
        ["holderCount"] = 7,
        ["totalSupply"] = "40000.000000",
        ["originator"] = Address(900),
        ["borrower"] = Address(901),
        ["documentHash"] = Hash(902),
        ["schedule"] = Enumerable.Range(1, 4).Select(Instalment).ToArray(),
        ["distributions"] = new[] { Distribution(1) },
        ["transactions"] = new[] { Transaction() },
        ["asOf"] = new { number = 5, hash = Hash(5), timestamp = "2026-03-01T12:00:00Z", loans = Array.Empty<string>() },
    };

    static object Instalment(int number) => new
    {
        number,
        dueAt = new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero).AddDays(30 * number),
        principal = "10000.000000",
        interest = "100.123456",
        total = "10100.123456",
        settled = number == 1,
    };

    static object Distribution(int round) => new
    {
        paymentId = Hash(100 + round),
        round,
        received = "10412.345678",
        lateFee = "12.345678",
        interest = "400.000000",
        principal = "10000.000000",
        platformFee = "4.000000",
        outstanding = "30000.000000",
        transactionHash = Hash(200 + round),
        blockNumber = 4,
        time = "2026-02-09T00:00:00Z",
    };

    static object Transaction() => new
    {
        type = "INVEST",
        kind = "INVEST",
        amount = "250.500001",
        status = "CONFIRMED",
        transactionHash = Hash(300),
        wallet = Address(903),
        blockNumber = 3,
        time = "2026-01-05T00:00:00Z",
    };
}
