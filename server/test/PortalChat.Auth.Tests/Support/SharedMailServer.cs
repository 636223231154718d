using PortalChat.Testing;

namespace PortalChat.Auth.Tests.Support;

/// <summary>One server with an outbox and without auto-confirm for a test class; each test starts with no users and no mail.</summary>
public sealed class SharedMailServer(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private AuthServer _server = null!;

    public string OutboxFolder => _directory.File("outbox");

    public async ValueTask InitializeAsync() => _server = await AuthServer.StartAsync(postgres, options => options with
    {
        MailOutbox = OutboxFolder,
        MailInterval = TimeSpan.Zero,
        AutoConfirm = false,
        SiteUrl = new Uri("https://players.example/player"),
        RedirectOrigins = [new Uri("https://staff.example")],
    });

    public async Task<AuthServer> StartOverAsync()
    {
        await _server.Database.ExecuteAsync("delete from auth.users");
        await _server.Database.ExecuteAsync("delete from auth.flow_state");
        foreach (var mail in Directory.CreateDirectory(OutboxFolder).GetFiles())
        {
            mail.Delete();
        }

        return _server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Dispose();
    }
}
