using Microsoft.EntityFrameworkCore;
using ReFlow.Data;

namespace ReFlow.Indexer.Refolding;

/// <summary>Contexts over another schema. By connection string: a data source would be a service provider more per run, which EF counts.</summary>
sealed class SchemaContexts(string connectionString) : IDbContextFactory<ReFlowDbContext>
{
    readonly DbContextOptions<ReFlowDbContext> _options = new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql(connectionString).Options;

    public ReFlowDbContext CreateDbContext() => new(_options);
}
