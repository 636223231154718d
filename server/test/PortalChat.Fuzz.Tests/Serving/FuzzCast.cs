namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>Who the requests come from and are about. Come anew now and then: some of what is tried ends sessions.</summary>
internal sealed class FuzzCast
{
    public required Person Player { get; init; }

    /// <summary>Whose account the requests to the auth server are about: they end its sessions, and REST would refuse it then.</summary>
    public required Person Account { get; init; }

    public required Person Other { get; init; }

    public required string PublicKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>People with new addresses, each time it is called.</summary>
    public static async Task<FuzzCast> ComeAsync(FuzzServer server, int time) => new()
    {
        Player = await Person.SignUpAsync(server, $"player-{time}@person.example"),
        Account = await Person.SignUpAsync(server, $"account-{time}@person.example"),
        Other = await Person.SignUpAsync(server, $"other-{time}@person.example"),
        PublicKey = server.Keys.ApiKeys.Anon!,
        SecretKey = server.Keys.ApiKeys.Secret!,
    };

    public Guid[] Ids => [Player.Id, Account.Id, Other.Id];

    public string TokenFor(string target) =>
        target.StartsWith("/auth", StringComparison.Ordinal) ? Account.AccessToken : Player.AccessToken;

    public string Fill(string seed, int number) => seed
        .Replace("{id}", Player.Id.ToString(), StringComparison.Ordinal)
        .Replace("{other}", Other.Id.ToString(), StringComparison.Ordinal)
        .Replace("{email}", Account.Email, StringComparison.Ordinal)
        .Replace("{password}", Person.Password, StringComparison.Ordinal)
        .Replace("{refresh}", Account.RefreshToken, StringComparison.Ordinal)
        .Replace("{key}", PublicKey, StringComparison.Ordinal)
        .Replace("{new}", $"n{number}", StringComparison.Ordinal);
}
