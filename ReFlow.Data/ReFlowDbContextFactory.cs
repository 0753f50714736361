using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ReFlow.Data;

/// <summary>Lets <c>dotnet ef</c> build the model; it opens no connection unless asked to touch a database.</summary>
sealed class ReFlowDbContextFactory : IDesignTimeDbContextFactory<ReFlowDbContext>
{
    public ReFlowDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ReFlowDbContext>().UseNpgsql("Host=localhost;Database=reflow").Options);
}
