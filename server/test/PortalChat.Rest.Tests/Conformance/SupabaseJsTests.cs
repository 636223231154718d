using System.Diagnostics;
using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Conformance;

/// <summary>All rules at once: the published client, in its own runtime, against the real server.</summary>
public sealed class SupabaseJsTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task SupabaseJs_EverythingItCanAsk_IsAnswered()
    {
        var script = Path.Combine(Repository.Root, "server/test/PortalChat.Rest.Tests/Conformance/supabase-js.mjs");
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { script, shop.Server.Address.GetLeftPart(UriPartial.Authority) },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = node.StandardError.ReadToEndAsync();
        var table = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, $"exit code {node.ExitCode}\n{table}{await errors}");
        Assert.DoesNotContain("FAILED", table, StringComparison.Ordinal);
    }
}
