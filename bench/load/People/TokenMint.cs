using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Load.People;

/// <summary>Signs access tokens with the server's own key, as its auth server would after a sign-in.</summary>
internal sealed class TokenMint
{
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new();

    /// <param name="dataFolder">The server's.</param>
    public TokenMint(string dataFolder)
    {
        var keys = JsonNode.Parse(File.ReadAllText(Path.Combine(dataFolder, "keys", "signing-keys.json")));
        var first = keys is JsonArray array ? array[0]! : keys!["keys"]![0]!;
        var key = new JsonWebKey(first.ToJsonString());
        _credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
    }

    public string Player(int number) => Sign(Population.Player(number), "{}");

    /// <param name="id">Of somebody who is no staff.</param>
    public string PlayerOfId(string id) => Sign(id, "{}");

    public string Gre(int number) => Sign(Population.Gre(number), """{"role":"gre"}""");

    private string Sign(string subject, string appMetadata)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return _handler.CreateToken(
            $$"""
            {"sub":"{{subject}}","role":"authenticated","aud":"authenticated","iat":{{now}},"exp":{{now + 14400}},
             "session_id":"{{Guid.NewGuid()}}","is_anonymous":false,"app_metadata":{{appMetadata}},"user_metadata":{} }
            """,
            _credentials);
    }
}
