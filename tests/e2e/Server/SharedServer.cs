using PortalChat.E2E.Tests.Server;
using PortalChat.Testing;
using PortalChat.Testing.Servers;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace PortalChat.E2E.Tests.Server;

/// <summary>The one server of all scenarios that leave it alive; each brings people of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private ServerProcess? _process;

    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync()
    {
        foreach (var portal in (string[])["player", "staff"])
        {
            var page = Path.Combine(Repository.Root, "portals", portal, "dist", "index.html");
            if (!File.Exists(page))
            {
                throw new FileNotFoundException($"The {portal} portal is not built; run `npm run build` first.", page);
            }
        }

        _process = await ServerProcess.StartNewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
