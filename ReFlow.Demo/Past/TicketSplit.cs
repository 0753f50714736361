using ReFlow.Demo.Story;

namespace ReFlow.Demo.Past;

/// <summary>Splits a raise over investors in round tickets.</summary>
static class TicketSplit
{
    const decimal RoundUsdt = 50m;

    /// <summary>Tickets that sum up to exactly <paramref name="totalUsdt"/>; no investor gets more than <paramref name="largestUsdt"/>.</summary>
    public static IReadOnlyList<(Actor Investor, decimal AmountUsdt)> Split(decimal totalUsdt, decimal largestUsdt, Random random)
    {
        var investors = Actors.Investors.ToArray();
        random.Shuffle(investors);
        var fewest = (int)Math.Ceiling(totalUsdt / largestUsdt) + 1;
        var chosen = investors[..random.Next(Math.Min(fewest, investors.Length), investors.Length + 1)];

        var weights = chosen.Select(_ => 0.5 + random.NextDouble()).ToArray();
        var amounts = weights.Select(weight => Math.Min(Round(totalUsdt * (decimal)(weight / weights.Sum())), largestUsdt)).ToArray();
        var restUsdt = totalUsdt - amounts.Sum();
        for (var index = 0; restUsdt != 0; index++)
        {
            var changeUsdt = Math.Clamp(restUsdt, RoundUsdt - amounts[index], largestUsdt - amounts[index]);
            amounts[index] += changeUsdt;
            restUsdt -= changeUsdt;
        }

        return [.. chosen.Zip(amounts).SelectMany(pair => Tickets(pair.First, pair.Second, random))];
    }

    static IEnumerable<(Actor, decimal)> Tickets(Actor investor, decimal amountUsdt, Random random)
    {
        var firstUsdt = Round(amountUsdt * (0.3m + (0.4m * (decimal)random.NextDouble())));
        return random.Next(2) == 0 || firstUsdt < RoundUsdt || amountUsdt - firstUsdt < RoundUsdt
            ? [(investor, amountUsdt)]
            : [(investor, firstUsdt), (investor, amountUsdt - firstUsdt)];
    }

    static decimal Round(decimal amountUsdt) => decimal.Round(amountUsdt / RoundUsdt) * RoundUsdt;
}
