using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Tables;

/// <summary>[RE7] Nothing that is not listed can be named, by whatever way. Each denial has its control.</summary>
public sealed class ExposureTests(PostgresFixture postgres) : IAsyncLifetime
{
    private Shop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync(postgres, options =>
    {
        options.Tables.Clear();
        options.Tables.Add("goods");
        options.Tables.Add("shop.labels");
        options.Functions.Clear();
        options.Functions.Add("add");
    });

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("makers", 404)]
    [InlineData("vault", 404)]
    [InlineData("shop.makers", 404)]
    [InlineData("public.vault", 404)]
    [InlineData("pg_class", 404)]
    [InlineData("rpc/numbers", 404)]
    [InlineData("rpc/open_vault", 404)]
    [InlineData("rpc/pg_read_file?filename=PG_VERSION", 404)]
    [InlineData("rpc/pg_sleep?seconds=1", 404)]
    [InlineData("goods?select=maker_id(name)", 400)]
    [InlineData("goods?select=makers!maker_id(name)", 400)]
    [InlineData("goods?select=goods_maker_id_fkey(name)", 400)]
    [InlineData("goods?select=vault(gold)", 400)]
    [InlineData("goods?select=shelves(label)", 400)]
    [InlineData("goods?select=ctid", 400)]
    [InlineData("goods?select=tableoid::regclass", 400)]
    [InlineData("goods?select=name::regclass", 400)]
    [InlineData("goods?select=open_vault", 400)]
    [InlineData("goods?order=open_vault", 400)]
    [InlineData("goods?order=maker_id(name)", 400)]
    [InlineData("goods?select=pg_database_size", 400)]
    [InlineData("goods?open_vault=eq.here", 400)]
    [InlineData("goods?select=*,t0.name", 400)]
    [InlineData("goods?select=pgrst_source(name)", 400)]
    public async Task Get_WhatIsNotListed_IsNotThere(string path, int status)
    {
        var answer = await _shop.Server.GetAsync(path);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("here", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhatIsListed_IsThere()
    {
        Assert.Equal(200, (await _shop.Server.GetAsync("goods?select=id,labels(text)")).Status);
        Assert.Equal("11", (await _shop.Server.GetAsync("rpc/add?a=1")).Text);
        // The controls: what the denials are about exists.
        Assert.Equal("here", await _shop.Database.ScalarAsync<string>("select public.open_vault()"));
        Assert.Equal("Ada", await _shop.Database.ScalarAsync<string>("select name from shop.makers where id = 1"));
    }

    [Theory]
    [InlineData("goods?name=eq.x'%20or%20'1'='1")]
    [InlineData("goods?select=%22id%22%22)%20from%20public.vault--%22")]
    [InlineData("goods?select=id,%22a%22%22b%22:name")]
    [InlineData("goods?select=id,x:details-%3E%22'%20||%20(select%20gold%20from%20public.vault)%20||%20'%22")]
    [InlineData("goods?name=in.(%22a');drop%20table%20shop.goods;--%22)")]
    [InlineData("goods?note=fts(english').x")]
    [InlineData("goods?order=%22id%22%22;select%201%22")]
    [InlineData("goods?on_conflict=id);drop%20table%20shop.goods;--")]
    public async Task Get_WithSqlInAName_RunsNoneOfIt(string path)
    {
        var answer = await _shop.Server.GetAsync(path);

        Assert.InRange(answer.Status, 200, 499);
        Assert.DoesNotContain("here", answer.Text, StringComparison.Ordinal);
        Assert.Equal(4, await _shop.Database.ScalarAsync<long>("select count(*) from shop.goods"));
    }

    [Theory]
    [InlineData("request.jwt.claims", "{\"sub\":\"x\"}")]
    [InlineData("role", "service_role")]
    [InlineData("Prefer", "timezone='; reset role; --")]
    [InlineData("Content-Profile", "public")]
    public async Task Get_WithSettingsAsHeaders_ChangesNothing(string name, string value)
    {
        var answer = await _shop.Server.GetAsync("goods?select=id&limit=1", null, (name, value));

        Assert.Equal((200, """[{"id":1}]"""), (answer.Status, answer.Compact));
    }
}
