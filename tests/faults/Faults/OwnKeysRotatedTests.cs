using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

/// <summary>
/// The server's own keys, by the steps of [AU18]. Explicit, as each step counts within half a minute: <c>-explicit only</c>.
/// </summary>
[Collection<OnOneInstallation>]
public sealed class OwnKeysRotatedTests(OneInstallation installation)
{
    [Fact(Explicit = true)]
    public async Task Own_keys_that_rotate_in_the_middle_of_a_chat_lose_nothing()
    {
        var stage = installation.Stage;
        var file = Path.Combine(stage.Server.Folder, "keys", "signing-keys.json");
        var old = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsArray()[0]!;
        var next = NewKey();
        await using var run = await Run.StartAsync(stage);

        // 1. The new key verifies, then signs; nobody notices.
        Write(file, old, next);
        await PublishedAsync(stage, next);
        Write(file, next, old);
        await run.ProgressAsync(messages: 50);
        Assert.Equal(run.Clients.Count, run.Figures.Renewals);

        // 2. The old key is gone before the tokens signed by it: everybody is refused in the middle, and renews.
        Write(file, next);
        await Until.TrueAsync(() => run.Clients.Count(client => client.Figures.Renewals > 1) >= 5, run.Describe);
        await run.ProgressAsync();
        await run.EndAsync("Own keys rotated");
    }

    private static void Write(string file, params JsonNode[] keys)
    {
        var whole = $"{file}.new";
        File.WriteAllText(whole, new JsonArray([.. keys.Select(key => key.DeepClone())]).ToJsonString());
        File.SetUnixFileMode(whole, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(whole, file, overwrite: true);
    }

    private static async Task PublishedAsync(Installation stage, JsonNode key)
    {
        using var http = new HttpClient { BaseAddress = stage.Addresses[0] };
        await Until.TrueAsync(
            async () => (await http.GetStringAsync("/auth/v1/.well-known/jwks.json")).Contains((string)key["kid"]!, StringComparison.Ordinal),
            () => "The new key is not published.");
    }

    private static JsonObject NewKey()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
        return new JsonObject
        {
            ["kty"] = "EC",
            ["kid"] = Guid.NewGuid().ToString(),
            ["use"] = "sig",
            ["alg"] = "ES256",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
            ["d"] = Base64UrlEncoder.Encode(parameters.D),
        };
    }
}
