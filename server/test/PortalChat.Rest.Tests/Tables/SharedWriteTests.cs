using System.Text.Json;
using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Tables;

/// <summary>[RE8] Which writes may share a transaction: those wait a shorter time for a lock, which is how one can tell.</summary>
public sealed class SharedWriteTests(PostgresFixture postgres)
{
    private const string Short = "100ms";
    private const string Ordinary = "8s";

    [Theory]
    [InlineData("listed", """{"owner":"00000000-0000-4000-8000-000000000001"}""", Short)]
    [InlineData("listed", """[{"owner":"00000000-0000-4000-8000-000000000001"}]""", Short)]
    [InlineData("listed", """{"owner":null}""", Short)]
    [InlineData("listed", """[{"owner":null},{"owner":null}]""", Ordinary)]
    [InlineData("unlisted", """{"owner":null}""", Ordinary)]
    [InlineData("rpc/listed_call", """{"value":"x"}""", Short)]
    [InlineData("rpc/listed_stable", """{"value":"x"}""", Ordinary)]
    [InlineData("rpc/unlisted_call", """{"value":"x"}""", Ordinary)]
    public async Task Post_SharesOnlyWhereListed(string path, string body, string lockTimeout)
    {
        await using var shop = await OpenAsync();

        Assert.Equal(lockTimeout, await LockTimeoutAsync(shop, path, body));
    }

    [Theory]
    [InlineData(16_000, Short)]
    [InlineData(17_000, Ordinary)]
    public async Task Post_OfMuchText_RunsByItself(int characters, string lockTimeout)
    {
        await using var shop = await OpenAsync();
        var text = new string('x', characters);

        Assert.Equal(lockTimeout, await LockTimeoutAsync(shop, "listed", $$"""{"text":"{{text}}"}"""));
        Assert.Equal(lockTimeout, await LockTimeoutAsync(shop, "rpc/listed_call", $$"""{"value":"{{text}}"}"""));
    }

    [Theory]
    [InlineData("Prefer", "timezone=Europe/Vienna")]
    [InlineData("Prefer", "tx=rollback")]
    public async Task Post_WithASessionOfItsOwn_RunsByItself(string header, string value)
    {
        await using var shop = await OpenAsync();

        Assert.Equal(Ordinary, await LockTimeoutAsync(shop, "listed", """{"text":"x"}""", (header, value)));
    }

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(postgres, options =>
        {
            options.TxEnd = true;
            options.SharedWrites["listed"] = "owner";
            options.SharedWrites["shop.listed_call"] = "";
            options.SharedWrites["listed_stable"] = "";
        });
        await shop.Database.ExecuteAsync("""
            create table shop.listed (owner uuid, text text, lock_timeout text default current_setting('lock_timeout'));
            create table shop.unlisted (like shop.listed including defaults);
            create function shop.listed_call(value text) returns text language sql volatile as $$ select current_setting('lock_timeout') $$;
            create function shop.unlisted_call(value text) returns text language sql volatile as $$ select current_setting('lock_timeout') $$;
            create function shop.listed_stable(value text) returns text language sql stable as $$ select current_setting('lock_timeout') $$;
            grant insert, select on shop.listed, shop.unlisted to authenticated;
            """);
        await shop.Server.Catalog.ReloadAsync(CancellationToken.None);
        return shop;
    }

    /// <summary>What comes often is prepared, and only what is prepared shares: so asked several times.</summary>
    private static async Task<string> LockTimeoutAsync(Shop shop, string path, string body, params (string Name, string Value)[] headers)
    {
        var person = await shop.Database.CreatePersonAsync("Ann");
        var last = "";
        for (var times = 0; times < 5; times++)
        {
            var answer = await shop.Server.SendAsync("POST", path, body, person, [("Prefer", "return=representation"), .. headers]);
            Assert.True(answer.Status is 200 or 201, answer.Text);
            using var json = JsonDocument.Parse(answer.Text);
            last = json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement[0].GetProperty("lock_timeout").GetString()!
                : json.RootElement.GetString()!;
        }

        return last;
    }
}
