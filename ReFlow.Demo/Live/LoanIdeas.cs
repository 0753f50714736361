using System.Globalization;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Story;
using ReFlow.Domain;

namespace ReFlow.Demo.Live;

/// <summary>The loans that Restock.id announces while the demo runs. Each idea comes back with the next number.</summary>
static class LoanIdeas
{
    const int FundingDays = 21;

    static readonly IReadOnlyList<LoanMetadata> s_ideas =
    [
        new("Toraja Highland Coffee", "Koperasi Kopi Toraja Utara", "Agriculture", "North Toraja, South Sulawesi", "A",
            "Buy parchment coffee from 290 farms and mill it for a Japanese roaster", "Warehouse receipts at Makassar, insured"),
        new("Muara Angke Cold Store", "PT Laut Jaya Muara", "Fisheries", "North Jakarta", "B",
            "Stock of frozen squid and mackerel for restaurants before the west monsoon", "Frozen stock under a third-party warehouse manager"),
        new("Garut Leather Jackets", "CV Kulit Sukaregang", "SME", "Garut, West Java", "C",
            "Tanned sheepskin and wages for 4,000 jackets on order", "Finished goods and the buyer's purchase order"),
        new("Siak Sago Flour", "PT Sagu Meranti", "Agriculture", "Meranti Islands, Riau", "B",
            "Sago logs and drying for 210 t of flour to a noodle maker in Java", "Flour stock, assigned purchase contract"),
        new("Lombok Grouper Cages", "Koperasi Nelayan Ekas", "Fisheries", "East Lombok, West Nusa Tenggara", "C",
            "Fingerlings and feed for 60 floating cages", "Live stock insurance and the cages"),
        new("Bali Silver Workshop", "UD Perak Celuk", "SME", "Gianyar, Bali", "B",
            "Silver and gemstones for the high season", "Silver stock at its metal value"),
        new("Wonosobo Salak Harvest", "Koperasi Tani Dieng", "Agriculture", "Wonosobo, Central Java", "C",
            "Harvest advance to 180 salak growers and cold transport", "Receivables from a supermarket chain"),
        new("Manggarai Community Timber", "PT Hutan Rakyat Manggarai", "Forestry", "Manggarai, East Nusa Tenggara", "D",
            "Felling and kiln-drying of certified mahogany from village forests", "Sawn timber in the yard"),
    ];

    static readonly IReadOnlyList<(RepaymentKind Kind, int PeriodDays, int Instalments)> s_shapes =
    [
        (RepaymentKind.Bullet, 60, 1), (RepaymentKind.Bullet, 120, 1), (RepaymentKind.InterestOnly, 30, 6), (RepaymentKind.Amortising, 30, 4), (RepaymentKind.Amortising, 14, 8),
    ];

    /// <summary>The next loan; <paramref name="loanCount"/> makes its name and id new.</summary>
    public static CreateLoan Next(int loanCount, DateTimeOffset now, Random random)
    {
        var idea = s_ideas[loanCount % s_ideas.Count];
        var about = idea with { Name = string.Create(CultureInfo.InvariantCulture, $"{idea.Name} #{loanCount + 1}") };
        var (kind, periodDays, instalments) = s_shapes[random.Next(s_shapes.Count)];
        var sketch = new LoanSketch(random.Next(4, 25) * 2_500m, 11 + (random.Next(0, 15) * 0.5m), kind, periodDays, instalments, FundingDays);
        return new CreateLoan(new LoanRef(LoanStory.IdFor(about.Name), about.Name), sketch.ToTerms(now), about);
    }
}
