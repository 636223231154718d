using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Tests.Load;

/// <summary>Requests that have read nothing of their answers yet, and so keep their connections until this is disposed.</summary>
internal sealed class HeldSessions(CallerSessions sessions) : IAsyncDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task[] _requests = [];

    /// <summary>Holds as many connections as there are for requests, all of them once this returns.</summary>
    public static async Task<HeldSessions> HoldAllAsync(CallerSessions sessions)
    {
        var held = new HeldSessions(sessions);
        var begun = Enumerable.Range(0, ServerDatabase.ApiConnections)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToList();
        held._requests = [.. begun.Select(each => held.HoldAsync(each))];
        await Task.WhenAll(begun.Select(each => each.Task)).WaitAsync(TimeSpan.FromMinutes(1));
        return held;
    }

    /// <summary>One more gets no connection in a time in which it would otherwise have one.</summary>
    public async Task AssertNoneIsLeftAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sessions.RunAsync(
            Caller.Service,
            SessionSettings.Default,
            new NpgsqlBatchCommand("select 1"),
            (_, _) => Task.FromResult(true),
            patience.Token));
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await Task.WhenAll(_requests);
    }

    private Task<bool> HoldAsync(TaskCompletionSource begun) => sessions.RunAsync(
        Caller.Service,
        SessionSettings.Default,
        new NpgsqlBatchCommand("select 1"),
        async (_, _) =>
        {
            begun.SetResult();
            await _end.Task;
            return true;
        },
        CancellationToken.None);
}
