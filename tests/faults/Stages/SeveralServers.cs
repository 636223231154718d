namespace PortalChat.Faults.Tests.Stages;

/// <summary>Two servers, or three, on one Postgres that keeps little of its log for them. One run after another.</summary>
public sealed class SeveralServers : IAsyncLifetime
{
    internal const int SlotLimitMegabytes = 32;
    internal const int MaxWalMegabytes = 48;

    private Project? _stage;

    internal Project Stage => _stage ?? throw new InvalidOperationException("The stage is not open.");

    public async ValueTask InitializeAsync() => _stage = await Project.StartAsync(
        servers: Runs.Extent.Of(2, 3),
        settings: [$"max_slot_wal_keep_size={SlotLimitMegabytes}MB", $"max_wal_size={MaxWalMegabytes}MB", "min_wal_size=32MB"]);

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }
}

[CollectionDefinition]
public sealed class OnSeveralServers : ICollectionFixture<SeveralServers>;
