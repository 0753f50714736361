using Microsoft.Extensions.Logging;
using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Demo.Actions;
using ReFlow.Demo.Live;
using ReFlow.Demo.Past;
using ReFlow.Demo.Wallets;

namespace ReFlow.Demo.Tests;

/// <summary>The demo's parts as one start of the service has them, over a chain.</summary>
sealed class DemoOnChain
{
    const long ChainId = 31337;

    /// <param name="pastLogger">Hears of steps of the past that fail; by default the test's output does.</param>
    public DemoOnChain(EthereumClient chain, DemoOptions? options = null, ILogger<PastExecutor>? pastLogger = null)
    {
        Options = options ?? new DemoOptions();
        var contracts = DevelopmentDeployment.Addresses;
        var pipeline = new TransactionPipeline(chain, ChainId);
        var clock = new DevelopmentClock(chain);
        Reader = new LoanReader(chain);
        Funds = new UsdtFunds(chain, contracts);
        var executor = new PastExecutor(chain, contracts, pipeline, Reader, Funds, clock, pastLogger ?? new TestLogger<PastExecutor>());
        Past = new PastBuilder(chain, contracts, executor, clock, Options, new DemoStatus(), TimeProvider.System, new TestLogger<PastBuilder>());
        WorldReader = new WorldReader(chain, contracts, Reader, Funds);
        var live = new LiveExecutor(chain, contracts, pipeline, Reader, Funds, Options, new TestLogger<LiveExecutor>());
        Live = new LiveLoop(WorldReader, live, clock, Options, Status, TimeProvider.System, new TestLogger<LiveLoop>());
    }

    public DemoOptions Options { get; }
    public DemoStatus Status { get; } = new();
    public LoanReader Reader { get; }
    public UsdtFunds Funds { get; }
    public PastBuilder Past { get; }
    public WorldReader WorldReader { get; }
    public LiveLoop Live { get; }

    /// <summary>A client whose process dies at a request: from then on nothing gets through.</summary>
    public static EthereumClient ClientThatDiesAfter(string url, int requests) =>
        new(
            new JsonRpcClient(new Uri(url), new HttpClient(new DyingHandler(requests)), new JsonRpcOptions { MaxReadAttempts = 1 }),
            ChainId);

    sealed class DyingHandler(int requests) : DelegatingHandler(new SocketsHttpHandler())
    {
        int _left = requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Decrement(ref _left) < 0 ? throw new HttpRequestException("The process is dead.") : base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Writes to the test's output, and keeps the warnings.</summary>
sealed class TestLogger<T> : ILogger<T>
{
    public List<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
            Warnings.Add(formatter(state, exception));
        if (IsEnabled(logLevel))
            TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel}: {formatter(state, exception)}");
    }
}
