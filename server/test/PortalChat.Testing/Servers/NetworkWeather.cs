using System.Security.Cryptography;

namespace PortalChat.Testing.Servers;

/// <summary>What a line does to what it carries. Anything may change at any moment, for connections that are open too.</summary>
public sealed class NetworkWeather
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _flowing = Flowing();
    private long _longestDelay;
    private long _longestConnect;
    private volatile bool _losesUp;
    private volatile bool _losesDown;

    /// <summary>Each piece waits for a random time up to this; pieces of one connection stay in order.</summary>
    public TimeSpan LongestDelay
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _longestDelay));
        set => Volatile.Write(ref _longestDelay, value.Ticks);
    }

    /// <summary>Each new connection waits for a random time up to this, so that they arrive in another order.</summary>
    public TimeSpan LongestConnect
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _longestConnect));
        set => Volatile.Write(ref _longestConnect, value.Ticks);
    }

    /// <summary>What clients send goes nowhere, and nobody is told: the half-open connection.</summary>
    public bool LosesUp
    {
        get => _losesUp;
        set => _losesUp = value;
    }

    /// <summary>What the server sends goes nowhere, and nobody is told.</summary>
    public bool LosesDown
    {
        get => _losesDown;
        set => _losesDown = value;
    }

    /// <summary>Nothing moves in either direction, and nothing is lost: a laptop that sleeps.</summary>
    public void Stall()
    {
        lock (_lock)
        {
            if (_flowing.Task.IsCompleted)
            {
                _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _flowing.TrySetResult();
        }
    }

    /// <summary>Fine weather again; what was lost stays lost.</summary>
    public void Clear()
    {
        LongestDelay = LongestConnect = TimeSpan.Zero;
        LosesUp = LosesDown = false;
        Resume();
    }

    internal async ValueTask PassAsync(TimeSpan longest)
    {
        Task flowing;
        lock (_lock)
        {
            flowing = _flowing.Task;
        }

        await flowing;
        if (longest > TimeSpan.Zero)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)longest.TotalMilliseconds + 1)));
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flowing.SetResult();
        return flowing;
    }
}
