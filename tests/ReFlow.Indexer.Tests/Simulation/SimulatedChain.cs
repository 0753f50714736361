using ReFlow.Chain;

namespace ReFlow.Indexer.Tests.Simulation;

/// <summary>A chain that grows and reorganises at random. All blocks of all branches stay known by hash.</summary>
sealed class SimulatedChain
{
    readonly Random _random;
    readonly List<SimulatedBlock> _blocks = [];
    readonly Dictionary<Hash32, SimulatedBlock> _byHash = [];
    int _actions;
    int _salt;

    public SimulatedChain(Random random)
    {
        _random = random;
        Add([]);
    }

    SimulatedChain(SimulatedChain whole, int depth)
    {
        (_random, _actions, _salt) = (whole._random, whole._actions, whole._salt);
        _blocks = [.. whole._blocks.SkipLast(depth)];
        _byHash = _blocks.ToDictionary(block => block.Hash);
    }

    public SimulatedBlock Head => _blocks[^1];

    public int Reorgs { get; private set; }

    public SimulatedBlock? At(long number) => number >= 0 && number < _blocks.Count ? _blocks[(int)number] : null;

    public SimulatedBlock? Find(Hash32 hash) => _byHash.GetValueOrDefault(hash);

    /// <summary>This chain without its newest blocks, as a node that lags shows it.</summary>
    public SimulatedChain Without(int newest) => new(this, newest);

    /// <summary>This chain with other blocks in place of its newest ones, each with an action.</summary>
    public SimulatedChain Branch(int depth, int blocks)
    {
        var branch = Without(depth);
        for (var block = 0; block < blocks; block++)
            branch.Add([SimulatedAction.Draw(_random, ++branch._actions)]);
        return branch;
    }

    /// <summary>Something happens: mostly a block or a few, now and then a reorganisation.</summary>
    public void Move()
    {
        var dice = _random.Next(100);
        if (dice < 70)
            MineSome();
        else if (dice < 99)
            Reorganise(_random.Next(1, 9));
        else
            MineAndReorganiseDeep();
    }

    void MineSome()
    {
        for (var blocks = _random.Next(1, 4); blocks > 0; blocks--)
            Add([.. Enumerable.Range(0, _random.Next(4)).Select(_ => SimulatedAction.Draw(_random, ++_actions))]);
    }

    void MineAndReorganiseDeep()
    {
        for (var blocks = _random.Next(10, 500); blocks > 0; blocks--)
            Add([]);
        Reorganise(_random.Next(9, 501));
    }

    /// <summary>Takes the newest blocks away and puts others in their place: as many, fewer or more.</summary>
    void Reorganise(int depth)
    {
        depth = Math.Min(depth, _blocks.Count - 1);
        if (depth == 0)
            return;
        Reorgs++;
        var actions = _blocks.TakeLast(depth).SelectMany(block => block.Actions).ToList();
        _blocks.RemoveRange(_blocks.Count - depth, depth);
        switch (_random.Next(5))
        {
            case 0: // Same.
                break;
            case 1: // Reordered, and so with other results.
                _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(actions));
                break;
            case 2: // Some dropped.
                actions.RemoveAll(_ => _random.Next(3) == 0);
                break;
            case 3: // Replaced by others.
                actions = [.. actions.Select(_ => SimulatedAction.Draw(_random, ++_actions))];
                break;
            default: // The same transactions with other results.
                actions = [.. actions.Select(action => action with { Amount = _random.Next(1, 500_000_000), Wallet = _random.Next(4) })];
                break;
        }

        var blocks = Math.Max(1, depth + _random.Next(-2, 3));
        for (var block = 0; block < blocks; block++)
        {
            var count = block == blocks - 1 ? actions.Count : Math.Min(actions.Count, _random.Next(4));
            Add(actions[..count]);
            actions.RemoveRange(0, count);
        }
    }

    void Add(IReadOnlyList<SimulatedAction> actions)
    {
        var block = SimulatedBlock.Mine(_blocks.LastOrDefault(), actions, ++_salt);
        _blocks.Add(block);
        _byHash.Add(block.Hash, block);
    }
}
