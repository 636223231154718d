using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

public sealed class RefusalTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Theory] // [RE15] [RE20] [RE23] [RE24] [RE60] [RE61] [RE62] [RE66]
    [InlineData("GET", "good", null, 404, "PGRST205", "Perhaps you meant the table 'shop.goods'")]
    [InlineData("GET", "Goods", null, 404, "PGRST205", "Perhaps you meant the table 'shop.goods'")]
    [InlineData("GET", "cheapGoods", null, 404, "PGRST205", "Perhaps you meant the table 'shop.cheap_goods'")]
    [InlineData("GET", "wares", null, 404, "PGRST205", "Perhaps you meant the table 'shop.goods'")]
    [InlineData("GET", "nothing_like_it", null, 404, "PGRST205", null)]
    [InlineData("POST", "goods", """{"makerId":1}""", 400, "PGRST204", "Perhaps you meant the column 'maker_id'")]
    [InlineData("POST", "goods", """{"nam":"x"}""", 400, "PGRST204", "Perhaps you meant the column 'name'")]
    [InlineData("POST", "goods?columns=zzz", """{"nam":"x"}""", 400, "PGRST204", null)]
    [InlineData("PATCH", "goods?id=eq.1", """{"maker-id":1}""", 400, "PGRST204", "Perhaps you meant the column 'maker_id'")]
    [InlineData("GET", "goods?select=makerId", null, 400, "42703", "Perhaps you meant to reference the column \"goods.maker_id\".")]
    [InlineData("GET", "goods?makerId=eq.1", null, 400, "42703", "Perhaps you meant to reference the column \"goods.maker_id\".")]
    [InlineData("GET", "goods?order=makerId", null, 400, "42703", "Perhaps you meant to reference the column \"goods.maker_id\".")]
    [InlineData("GET", "goods?or=(makerId.eq.1)", null, 400, "42703", "Perhaps you meant to reference the column \"goods.maker_id\".")]
    [InlineData("GET", "goods?select=id,label(text)", null, 400, "PGRST200", "Perhaps you meant 'labels' instead of 'label'.")]
    [InlineData("GET", "goods?select=id::nosuchtype", null, 400, "42704", null)]
    [InlineData("GET", "goods?select=id::regclass", null, 400, "42704", null)]
    [InlineData("GET", "goods?select=id,sum:price.sum()", null, 400, "PGRST123", null)]
    [InlineData("GET", "goods?labels.text=eq.x", null, 400, "PGRST108", "Verify that 'labels' is included in the 'select' query parameter.")]
    [InlineData("GET", "goods?select=id,labels(text)&labels=eq.1", null, 400, "PGRST120", null)]
    [InlineData("GET", "goods?select=id,placements(amount)&order=placements(amount)", null, 400, "PGRST118", null)]
    [InlineData("GET", "goods?id=noop.1", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?id=1", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?select=id,,name", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?id=is.maybe", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?order=id.up", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?or=()", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?limit=many", null, 400, "PGRST100", null)]
    [InlineData("GET", "goods?id=eq.abc", null, 400, "22P02", null)]
    [InlineData("GET", "goods?name=eq.%00", null, 400, "22021", null)]
    [InlineData("GET", "goods?sold=fts.x", null, 404, "42883", "No function matches the given name and argument types. You might need to add explicit type casts.")]
    [InlineData("POST", "goods", """{"name":null}""", 400, "23502", null)]
    [InlineData("POST", "goods", """{"name":"x","price":-1}""", 400, "23514", null)]
    [InlineData("POST", "goods", """{"id":1,"name":"x"}""", 409, "23505", null)]
    [InlineData("POST", "goods", """{"name":"x","maker_id":77}""", 409, "23503", null)]
    [InlineData("POST", "goods", """{"name":"x","loud":"y"}""", 400, "428C9", null)]
    [InlineData("POST", "goods", """{"name":"x","mood":"odd"}""", 400, "22P02", null)]
    [InlineData("POST", "goods", """{"name":"x","code":"far too long for it"}""", 400, "22001", null)]
    [InlineData("POST", "goods", """{"name":"\u0000"}""", 400, "22P05", null)]
    [InlineData("DELETE", "makers?id=eq.1", null, 409, "23503", null)]
    [InlineData("POST", "cheap_goods", """{"name":"x"}""", 401, "42501", null)]
    [InlineData("PURGE", "goods", null, 405, "PGRST117", null)]
    [InlineData("GET", "goods/1", null, 404, "PGRST125", null)]
    public async Task Request_Wrong_IsRefusedWithCodeStatusAndHint(
        string method, string path, string? body, int status, string code, string? hint)
    {
        var answer = await shop.Server.SendAsync(method, path, body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal($"PostgREST; error={code}", answer.Header("Proxy-Status"));
        if (hint is not null)
            Assert.Equal(hint, answer.Hint);
    }

    [Fact] // [RE21]
    public async Task Get_AmbiguousEmbed_Is300AndNamesTheChoices()
    {
        var answer = await shop.Server.GetAsync("goods?select=id,makers(name)");

        Assert.Equal((300, "PGRST201"), (answer.Status, answer.Code));
        Assert.Contains("makers!goods_maker_id_fkey", answer.Hint, StringComparison.Ordinal);
        Assert.Equal("many-to-one", answer.Json.GetProperty("details")[0].GetProperty("cardinality").GetString());
    }

    [Fact] // [RE4]
    public async Task Prefer_StrictAndUnknown_IsRefused()
    {
        var strict = await shop.Server.GetAsync("goods", null, ("Prefer", "handling=strict, anything"));
        var lenient = await shop.Server.GetAsync("goods", null, ("Prefer", "handling=lenient, anything"));

        Assert.Equal((400, "PGRST122", "Invalid preferences: anything"), (strict.Status, strict.Code, strict.Details));
        Assert.Equal(200, lenient.Status);
    }

    [Fact] // [RE3]
    public async Task Profile_NotExposed_Is406()
    {
        var hidden = await shop.Server.GetAsync("vault", null, ("Accept-Profile", "public"));
        var shown = await shop.Server.GetAsync("goods", null, ("Accept-Profile", "shop"));

        Assert.Equal((406, "PGRST106"), (hidden.Status, hidden.Code));
        Assert.Equal("Only the following schemas are exposed: shop", hidden.Hint);
        Assert.Equal(200, shown.Status);
    }

    [Fact] // [RE2]
    public async Task Token_Bad_Is401WithTheReason()
    {
        var expired = await shop.Server.GetAsync("goods", null, ("Authorization", "Bearer expired"));
        var noKey = await shop.Server.GetAsync("goods", null, ("Authorization", "Bearer nokey"));

        Assert.Equal((401, "PGRST303", "JWT expired"), (expired.Status, expired.Code, expired.Message));
        Assert.Equal("""Bearer error="invalid_token", error_description="JWT expired" """.Trim(), expired.Header("WWW-Authenticate"));
        Assert.Equal((401, "No API key found in request"), (noKey.Status, noKey.Message));
    }

    [Fact] // [RE6]
    public async Task Body_TooLarge_Is413AndNothingIsRead()
    {
        var answer = await shop.Server.SendAsync("POST", "goods", $$"""{"name":"{{new string('x', 5_000_000)}}"}""");
        var type = await shop.Server.SendAsync("POST", "goods", "<a/>", null, ("Content-Type", "application/xml"));

        Assert.Equal((413, "PGRST102"), (answer.Status, answer.Code));
        Assert.Equal((415, "PGRST102"), (type.Status, type.Code));
    }

    [Fact] // [RE1]
    public async Task Options_Table_ListsItsMethods()
    {
        var table = await shop.Server.SendAsync("OPTIONS", "goods", null);
        var view = await shop.Server.SendAsync("OPTIONS", "rpc/add", null);

        Assert.Equal((200, "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE"), (table.Status, table.Header("Allow")!.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal("OPTIONS,GET,HEAD,POST", view.Header("Allow")!.Replace(" ", "", StringComparison.Ordinal));
    }
}
