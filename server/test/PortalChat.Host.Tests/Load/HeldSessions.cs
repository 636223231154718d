using Npgsql;
using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions;
using PortalChat.Host.Startup;

namespace PortalChat.Host.Tests.Load;

/// <summary>Requests that have read nothing of their answers yet, and so keep their connections until this is disposed.</summary>
internal sealed class HeldSessions : IAsyncDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task[] _requests = [];

    /// <summary>Holds as many connections as there are for requests, all of them once this returns.</summary>
    public static async Task<HeldSessions> HoldAllAsync(CallerSessions sessions)
    {
        var held = new HeldSessions();
        var begun = Enumerable.Range(0, ServerDatabase.ApiConnections)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToList();
        held._requests = [.. begun.Select(each => held.HoldAsync(sessions, each))];
        await Task.WhenAll(begun.Select(each => each.Task)).WaitAsync(TimeSpan.FromMinutes(1));
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await Task.WhenAll(_requests);
    }

    private Task<bool> HoldAsync(CallerSessions sessions, TaskCompletionSource begun) => sessions.RunAsync(
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
