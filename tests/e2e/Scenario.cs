using PortalChat.E2E.Tests.Browsers;
using PortalChat.E2E.Tests.Server;
using PortalChat.Testing.Servers;

namespace PortalChat.E2E.Tests;

/// <summary>A test with a stage of its own; what it leaves behind when it fails is in <c>tests/e2e/TestResults</c>.</summary>
public abstract class Scenario(SharedServer server, SharedBrowser browser) : IAsyncLifetime
{
    private Stage? _stage;

    protected Stage Stage => _stage ?? throw new InvalidOperationException("The scenario has not begun.");

    public virtual async ValueTask InitializeAsync() => _stage = new Stage(await ServerAsync(), browser.Browser);

    public virtual async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            if (TestContext.Current.TestState?.Result == TestResult.Failed)
            {
                await _stage.SaveEvidenceAsync(TestContext.Current.Test!.TestDisplayName);
            }

            await _stage.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected virtual Task<ServerProcess> ServerAsync() => Task.FromResult(server.Process);
}
