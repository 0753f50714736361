using ReFlow.Chain;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A log before it has its place in a block.</summary>
sealed record SimulatedLog(Address Contract, Hash32[] Topics, byte[] Data);
