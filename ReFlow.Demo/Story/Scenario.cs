using ReFlow.Domain;

namespace ReFlow.Demo.Story;

/// <summary>The demo's past: twelve loans whose courses end today in all seven statuses.</summary>
static class Scenario
{
    /// <summary>Length of the past. Day 0 is its start, this day is the present.</summary>
    public const int Days = 270;

    public static readonly IReadOnlyList<LoanStory> Loans =
    [
        new(new("Gayo Coffee Harvest", "Koperasi Kopi Gayo Lestari", "Agriculture", "Takengon, Aceh", "A",
                "Buy 38 t of wet-hulled arabica cherries from 412 member farms before the main harvest",
                "Warehouse receipts for green coffee at Takengon, insured, 140 % of the principal"),
            new(120_000m, 12m, RepaymentKind.Amortising, PeriodDays: 30, Instalments: 6, FundingDays: 21) { OriginationFeeBps = 100 },
            OpensOnDay: 145, new OnSchedule(DrawnOnDay: 165)),

        new(new("Lampung Vannamei Ponds", "PT Tambak Rejo Makmur", "Fisheries", "East Lampung, Lampung", "B",
                "Post-larvae, feed and aeration for two grow-out cycles of vannamei shrimp on 14 ponds",
                "Assigned purchase contract with a cold-storage exporter in Bandar Lampung"),
            new(85_000m, 14.5m, RepaymentKind.Bullet, PeriodDays: 180, Instalments: 1, FundingDays: 20),
            OpensOnDay: 133, new OnSchedule(DrawnOnDay: 150)),

        new(new("Jepara Teak Furniture Export", "CV Ukir Jati Jepara", "Forestry", "Jepara, Central Java", "B",
                "Certified teak logs and finishing for six containers of garden furniture to Rotterdam",
                "Letter of credit, and finished stock in a bonded warehouse at Semarang"),
            new(150_000m, 13m, RepaymentKind.InterestOnly, PeriodDays: 30, Instalments: 12, FundingDays: 25) { OriginationFeeBps = 50 },
            OpensOnDay: 102, new OnSchedule(DrawnOnDay: 125)),

        new(new("Takalar Seaweed Drying", "Koperasi Rumput Laut Takalar", "Fisheries", "Takalar, South Sulawesi", "B",
                "Raised drying racks and working stock of dried cottonii for 160 coastal households",
                "Dried seaweed stock in a cooperative warehouse, weekly stock-take"),
            new(60_000m, 13.5m, RepaymentKind.Amortising, PeriodDays: 30, Instalments: 6, FundingDays: 45),
            OpensOnDay: 254, new StillFunding(FilledPercent: 72)),

        new(new("Luwu Fermented Cocoa", "PT Kakao Luwu Sejahtera", "Agriculture", "North Luwu, South Sulawesi", "C",
                "Fermentation boxes and purchase of 55 t of wet cocoa beans in the mid crop",
                "Fermented bean stock and receivables from two grinders in Makassar"),
            new(70_000m, 15m, RepaymentKind.Amortising, PeriodDays: 30, Instalments: 6, FundingDays: 18),
            OpensOnDay: 143, new FallenBehind(DrawnOnDay: 160, InstalmentsPaid: 2)),

        new(new("Pekalongan Batik Ramadan Stock", "UD Batik Buaran", "SME", "Pekalongan, Central Java", "B",
                "Cotton, dye and piece wages for 22,000 hand-stamped batik shirts ahead of Ramadan",
                "Finished batik stock and the purchase orders of three department stores"),
            new(40_000m, 14m, RepaymentKind.Amortising, PeriodDays: 30, Instalments: 3, FundingDays: 14),
            OpensOnDay: 87, new PaidBack(DrawnOnDay: 100, FinalClaims: 3)),

        new(new("Cirebon Rattan Workshop", "CV Rotan Trusmi", "SME", "Cirebon, West Java", "D",
                "Rattan poles from Kalimantan and weaving wages for a hotel chain's order",
                "Weaving machines and finished goods, second charge"),
            new(45_000m, 18m, RepaymentKind.Bullet, PeriodDays: 60, Instalments: 1, FundingDays: 15) { DefaultAfterDays = 45 },
            OpensOnDay: 28, new InDefault(DrawnOnDay: 42, InstalmentsPaid: 0, DeclaredOnDay: 184, [new(226, 35)])),

        new(new("Banda Nutmeg and Mace", "UD Pala Banda Neira", "Agriculture", "Banda Islands, Maluku", "E",
                "Buy and dry 9 t of nutmeg and mace from smallholders for one shipment to Surabaya",
                "Dried stock on the island, no insurance"),
            new(25_000m, 20m, RepaymentKind.Amortising, PeriodDays: 20, Instalments: 3, FundingDays: 12) { DefaultAfterDays = 30 },
            OpensOnDay: 6, new LossTaken(DrawnOnDay: 17, InstalmentsPaid: 1, DeclaredOnDay: 124, [new(150, 25), new(190, 20)], WrittenOffOnDay: 231)),

        new(new("Madura Sea Salt Reserve", "Koperasi Garam Sumenep", "Other", "Sumenep, Madura, East Java", "C",
                "Geomembrane lining and a reserve of 600 t of salt to sell after the rains",
                "Salt stock in bulk, price below the ministry's reference"),
            new(55_000m, 15.5m, RepaymentKind.Bullet, PeriodDays: 120, Instalments: 1, FundingDays: 30),
            OpensOnDay: 196, new RaiseFailed(FilledPercent: 34, RefundsTaken: 2)),

        new(new("Flores Vanilla Curing", "PT Vanili Flores Timur", "Agriculture", "Maumere, East Nusa Tenggara", "C",
                "Green vanilla beans and six months of curing for export to Europe",
                "Cured vanilla in vacuum packs in a vault at Maumere"),
            new(95_000m, 16m, RepaymentKind.InterestOnly, PeriodDays: 30, Instalments: 6, FundingDays: 40),
            OpensOnDay: 244, new StillFunding(FilledPercent: 94)),

        new(new("Kapuas Hulu Forest Honey", "Asosiasi Madu Danau Sentarum", "Forestry", "Kapuas Hulu, West Kalimantan", "B",
                "Pay 30 honey-gatherer groups at harvest and bottle 24 t for retailers in Java",
                "Honey stock under the association's seal, and retailer purchase orders"),
            new(30_000m, 12.5m, RepaymentKind.Bullet, PeriodDays: 90, Instalments: 1, FundingDays: 16),
            OpensOnDay: 115, new PaidBack(DrawnOnDay: 130, FinalClaims: 6)),

        new(new("Tasikmalaya Bamboo Tableware", "UD Anyaman Rajapolah", "SME", "Tasikmalaya, West Java", "C",
                "Bamboo, moulds and wages for biodegradable tableware for a catering group",
                "Receivables from the catering group, first charge on two presses"),
            new(35_000m, 15m, RepaymentKind.Amortising, PeriodDays: 30, Instalments: 4, FundingDays: 50),
            OpensOnDay: 262, new StillFunding(FilledPercent: 18)),
    ];
}
