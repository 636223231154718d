using System.Diagnostics;
using Npgsql;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions.Sharing;

/// <summary>A statement on its way into a transaction that it may share. Exactly one of its three ends comes.</summary>
internal abstract class SharedWrite(Caller caller, SessionSettings settings, NpgsqlBatchCommand statement)
{
    public Caller Caller { get; } = caller;

    public SessionSettings Settings { get; } = settings;

    /// <summary>See <see cref="SessionSettings.SharesAs"/>.</summary>
    public Guid Key { get; } = settings.SharesAs.GetValueOrDefault();

    public NpgsqlBatchCommand Statement { get; } = statement;

    /// <summary>Of the request that it is part of.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    /// <summary>Not, once whoever asked has left.</summary>
    public abstract bool IsWanted { get; }

    /// <summary>Whether its result was there; if not, it was the one that was refused, or came after that.</summary>
    public bool WasRead { get; private set; }

    /// <summary>Keeps what the statement returned until it is certain that it happened.</summary>
    public async Task ReadAsync(NpgsqlDataReader reader)
    {
        await KeepAsync(reader);
        WasRead = true;
    }

    /// <summary>It took effect, and what was read is its answer.</summary>
    public abstract void Committed();

    /// <summary>It took no effect, through no fault of its own as far as is known: it shall run by itself.</summary>
    public abstract void RunAlone();

    public abstract void Failed(Exception error);

    protected abstract Task KeepAsync(NpgsqlDataReader reader);
}

/// <inheritdoc/>
internal sealed class SharedWrite<T>(
    Caller caller,
    SessionSettings settings,
    NpgsqlBatchCommand statement,
    Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
    CancellationToken cancellationToken) : SharedWrite(caller, settings, statement)
{
    // Continuations are a whole request each; they must not run where the next transaction is waiting to be sent.
    private readonly TaskCompletionSource<SharedAnswer<T>> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;
    private Exception? _unreadable;

    /// <summary>The answer; or that there is none, and that the statement shall run by itself.</summary>
    public Task<SharedAnswer<T>> End => _end.Task.WaitAsync(cancellationToken);

    public override bool IsWanted => !cancellationToken.IsCancellationRequested;

    public override void Committed()
    {
        if (_unreadable is null)
            _end.TrySetResult(new SharedAnswer<T>(HasRun: true, _value));
        else
            _end.TrySetException(_unreadable);
    }

    public override void RunAlone() => _end.TrySetResult(new SharedAnswer<T>(HasRun: false, default));

    public override void Failed(Exception error) => _end.TrySetException(error);

    protected override async Task KeepAsync(NpgsqlDataReader reader)
    {
        try
        {
            _value = await read(reader, CancellationToken.None);
        }
        catch (Exception error) when (error is not NpgsqlException)
        {
            // That is this reader's affair; the others in the transaction have their answers.
            _unreadable = error;
        }
    }
}

/// <param name="HasRun">Else the value means nothing.</param>
internal readonly record struct SharedAnswer<T>(bool HasRun, T? Value);
