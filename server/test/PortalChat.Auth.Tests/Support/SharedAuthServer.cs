using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Support;

/// <summary>One server for a test class; each test starts with no users.</summary>
public sealed class SharedAuthServer(PostgresFixture postgres) : IAsyncLifetime
{
    private AuthServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await AuthServer.StartAsync(postgres);

    public async Task<AuthServer> WithoutUsersAsync()
    {
        await _server.Database.ExecuteAsync("delete from auth.users");
        return _server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
