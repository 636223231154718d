using PortalChat.Testing;

namespace PortalChat.Host.Tests.Exposure;

/// <summary>
/// [EX1] Nothing of another schema, another table, another player's row or a server file can be had through
/// anything that a REST request consists of. Each case has two controls: the secret is there, and the way is open.
/// </summary>
public sealed class RestExposureTests(ExposedServer server) : IClassFixture<ExposedServer>
{
    public static TheoryData<string, string, string, string> Reading => Cases(RestExposureCases.Reading);

    public static TheoryData<string, string, string, string> Writing => Cases(RestExposureCases.Writing);

    [Fact(DisplayName = "[EX1] the secrets are there, and Alice's own rights would let her read two of them")]
    public async Task Secrets_AreThere()
    {
        const string Gold = "set local role authenticated; select words from vault.gold where id = 1";
        const string Notes = "set local role authenticated; select words from public.notes where id = 1";

        Assert.Equal(Secrets.OtherSchema, await server.ScalarAsync<string>(Gold));
        Assert.Equal(Secrets.OtherTable, await server.ScalarAsync<string>(Notes));
        Assert.Contains(Secrets.OtherPlayer, (await server.SendAsync("GET", "/rest/v1/chat_messages", token: server.Bruno.Token)).Text, StringComparison.Ordinal);
        Assert.Equal(Secrets.ServerFile, await File.ReadAllTextAsync(server.SecretFile));
        Assert.True(await server.ScalarAsync<bool>("select to_regprocedure('pg_catalog.pg_read_file(text)') is not null"));
    }

    [Theory(DisplayName = "[EX1] no way of reading leads to a secret")]
    [MemberData(nameof(Reading))]
    public async Task Read(string way, string secret, string request, string own)
    {
        var (status, text) = await AskAsync(request);
        var control = await AskAsync(own);

        Assert.True(status < 500, $"{way} to {secret}: {status} {text}");
        Assert.All(Secrets.All, hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        Assert.DoesNotContain("vault", RequestFree(text), StringComparison.Ordinal);
        Assert.True(control.Status < 300 && control.Text.Contains(ExpectedOf(own), StringComparison.Ordinal), control.Text);
    }

    [Theory(DisplayName = "[EX1] no way of writing leads to a secret or changes it")]
    [MemberData(nameof(Writing))]
    public async Task Write(string way, string secret, string request, string own)
    {
        var before = await ForeignAsync();
        var (status, text) = await AskAsync(request, "return=representation");
        var after = await ForeignAsync();
        var control = await AskAsync(own, "return=representation");

        Assert.True(status < 500, $"{way} to {secret}: {status} {text}");
        Assert.All(Secrets.All, hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        Assert.Equal(before, after);
        Assert.True(control.Status < 300, control.Text);
    }

    [Theory(DisplayName = "[EX1] nobody who has not signed in gets more")]
    [InlineData("anon")]
    [InlineData("")]
    [InlineData("made up")]
    public async Task Read_WithoutASession(string who)
    {
        var token = who == "anon" ? server.AnonKey : who;
        foreach (var line in Matrix.Lines(RestExposureCases.Reading))
        {
            var (status, text) = await AskAsync(line[2], token: token);

            Assert.True(status < 500, $"{line[2]}: {status} {text}");
            Assert.All(Secrets.All.Append(Secrets.Own), hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        }
    }

    private Task<string?> ForeignAsync() => server.ScalarAsync<string>(
        """
        select concat(
          (select jsonb_agg(to_jsonb(r) order by r.id) from chat_requests as r where r.player_id <> $1),
          (select jsonb_agg(to_jsonb(m) order by m.id) from chat_messages as m where m.player_id <> $1),
          (select jsonb_agg(to_jsonb(n)) from public.notes as n), (select jsonb_agg(to_jsonb(g)) from vault.gold as g),
          (select player_id from chat_requests where id = $2))
        """,
        server.Alice.Id,
        server.ChatOfAlice);

    private Task<(int Status, string Text)> AskAsync(string request, string? prefer = null, string? token = null)
    {
        var parts = Named(request).Split(" ^", 2);
        var line = parts[0].Trim().Split(' ', 3);
        var body = line.Length > 2 ? line[2].Replace('\'', '"') : null;
        var headers = new List<(string, string)>();
        if (parts.Length > 1)
        {
            var header = parts[1].Split(": ", 2);
            headers.Add((header[0], header[1]));
        }

        if (prefer is not null)
        {
            headers.Add(("Prefer", prefer));
        }

        return server.SendAsync(line[0], "/rest/v1/" + (line.Length > 1 ? line[1] : ""), body, token, [.. headers]);
    }

    private string Named(string request) => request
        .Replace("$alice", server.Alice.Id.ToString(), StringComparison.Ordinal)
        .Replace("$bruno", server.Bruno.Id.ToString(), StringComparison.Ordinal)
        .Replace("$chat", server.ChatOfAlice.ToString(), StringComparison.Ordinal)
        .Replace("$other", server.ChatOfBruno.ToString(), StringComparison.Ordinal)
        .Replace("$anon", server.AnonKey, StringComparison.Ordinal)
        .Replace("$file", server.SecretFile, StringComparison.Ordinal);

    /// <summary>An error quotes what was asked for; that is no leak.</summary>
    private static string RequestFree(string text) => text.Contains("\"code\":", StringComparison.Ordinal) ? "" : text;

    /// <summary>What shows that the way led somewhere: her words, or where those were not asked for, any row.</summary>
    private static string ExpectedOf(string own) => own.Contains("chat_messages(id)", StringComparison.Ordinal) ? "\"id\"" : Secrets.Own;

    private static TheoryData<string, string, string, string> Cases(string table)
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (var line in Matrix.Lines(table))
        {
            cases.Add(line[0], line[1], line[2], line[3]);
        }

        return cases;
    }
}
