namespace PortalChat.Faults.Tests.Stages;

/// <summary>One server on a Postgres of its own, for the faults that leave both able to go on. One run after another.</summary>
public sealed class OneServer : IAsyncLifetime
{
    /// <summary>So few that a test can take them all.</summary>
    internal const int WalSenders = 4;

    private ProjectKeys? _keys;
    private Project? _stage;

    internal ProjectKeys Keys => _keys ?? throw new InvalidOperationException("The stage is not open.");

    internal Project Stage => _stage ?? throw new InvalidOperationException("The stage is not open.");

    public async ValueTask InitializeAsync()
    {
        _keys = await ProjectKeys.StartAsync();
        _stage = await Project.StartAsync(settings: [$"max_wal_senders={WalSenders}"], supabaseUrl: _keys.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }

        if (_keys is not null)
        {
            await _keys.DisposeAsync();
        }
    }
}

/// <summary>What is done to the database.</summary>
[CollectionDefinition]
public sealed class OnOneServer : ICollectionFixture<OneServer>;

/// <summary>What is done to lines, tokens and readers, on another stage so that both take their turns at once.</summary>
[CollectionDefinition]
public sealed class OnAnotherServer : ICollectionFixture<OneServer>;
