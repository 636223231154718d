namespace PortalChat.Faults.Tests.Stages;

/// <summary>What <c>./run</c> starts, for the faults after which it runs again. One run after another.</summary>
public sealed class OneInstallation : IAsyncLifetime
{
    private Installation? _stage;

    internal Installation Stage => _stage ?? throw new InvalidOperationException("The stage is not open.");

    public async ValueTask InitializeAsync() => _stage = await Installation.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }
}

[CollectionDefinition]
public sealed class OnOneInstallation : ICollectionFixture<OneInstallation>;
