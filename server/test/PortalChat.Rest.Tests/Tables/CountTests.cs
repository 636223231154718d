using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

public sealed class CountTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Theory] // [RE18]
    [InlineData("goods?select=id", "", 200, "0-3/*")]
    [InlineData("goods?select=id", "count=exact", 200, "0-3/4")]
    [InlineData("goods?select=id&limit=2", "count=exact", 206, "0-1/4")]
    [InlineData("goods?select=id&limit=2&offset=2", "count=exact", 206, "2-3/4")]
    [InlineData("goods?select=id&id=eq.-1", "count=exact", 200, "*/0")]
    [InlineData("goods?select=id&id=eq.-1", "", 200, "*/*")]
    [InlineData("goods?select=id&limit=2", "count=estimated", 206, "0-1/4")]
    [InlineData("goods?select=id,labels!inner()&limit=1", "count=exact", 206, "0-0/2")]
    [InlineData("goods?select=id,labels()&labels=is.null&limit=1", "count=exact", 206, "0-0/2")]
    public async Task Get_Counted_SaysWhichRowsOfHowMany(string path, string prefer, int status, string range)
    {
        var answer = await shop.Server.GetAsync(path, null, prefer.Length > 0 ? [("Prefer", prefer)] : []);

        Assert.Equal((status, range), (answer.Status, answer.Header("Content-Range")));
    }

    [Fact] // [RE18]
    public async Task Get_Planned_SaysWhatPostgresExpects()
    {
        var answer = await shop.Server.GetAsync("goods?select=id", null, ("Prefer", "count=planned"));

        Assert.Matches(@"^0-3/\d+$", answer.Header("Content-Range"));
        Assert.Equal("count=planned", answer.Header("Preference-Applied"));
    }

    [Fact] // [RE18]
    public async Task Get_OffsetBeyondTheCount_Is416()
    {
        var answer = await shop.Server.GetAsync("goods?offset=9", null, ("Prefer", "count=exact"));

        Assert.Equal((416, "PGRST103", "*/4"), (answer.Status, answer.Code, answer.Header("Content-Range")));
        Assert.Equal("An offset of 9 was requested, but there are only 4 rows.", answer.Details);
    }

    [Fact] // [RE17]
    public async Task Get_NegativeLimit_Is416()
    {
        var answer = await shop.Server.GetAsync("goods?limit=-1");

        Assert.Equal((416, "PGRST103"), (answer.Status, answer.Code));
    }

    [Theory] // [RE18]
    [InlineData("1-2", "1-2/*", 2)]
    [InlineData("2-", "2-3/*", 2)]
    [InlineData("items=0-0", "0-0/*", 1)]
    [InlineData("nonsense", "0-3/*", 4)]
    public async Task Get_RangeHeader_NarrowsTheRows(string header, string range, int rows)
    {
        var answer = await shop.Server.GetAsync("goods?select=id", null, ("Range", header));

        Assert.Equal((200, range, rows), (answer.Status, answer.Header("Content-Range"), answer.Json.GetArrayLength()));
    }

    [Fact] // [RE18]
    public async Task Head_Counted_HasTheHeadersAndNoBody()
    {
        var answer = await shop.Server.SendAsync("HEAD", "goods?select=*&maker_id=not.is.null", null, null, ("Prefer", "count=exact"));

        Assert.Equal((200, "", "0-2/3"), (answer.Status, answer.Text, answer.Header("Content-Range")));
    }

    [Theory] // [RE19]
    [InlineData("goods?select=id&id=eq.1", 200)]
    [InlineData("goods?select=id&id=gt.1", 406)]
    [InlineData("goods?select=id&id=eq.-1", 406)]
    public async Task Get_SingleObject_IsExactlyOneRow(string path, int status)
    {
        var answer = await shop.Server.GetAsync(path, null, ("Accept", "application/vnd.pgrst.object+json"));

        Assert.Equal(status, answer.Status);
        if (status == 200)
            Assert.Equal(("""{"id":1}""", "application/vnd.pgrst.object+json; charset=utf-8"), (answer.Compact, answer.Header("Content-Type")));
        else
            Assert.Equal(("PGRST116", "PostgREST; error=PGRST116"), (answer.Code, answer.Header("Proxy-Status")));
    }

    [Fact] // [RE5]
    public async Task Get_NullsStripped_LeavesThemOut()
    {
        var answer = await shop.Server.GetAsync(
            "goods?select=id,note,maker_id&id=gte.2&id=lte.4&order=id", null, ("Accept", "application/vnd.pgrst.array+json;nulls=stripped"));

        Assert.Equal("""{"id":2,"maker_id":1}""", answer.Json[0].GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory] // [RE5]
    [InlineData("text/html")]
    [InlineData("application/geo+json")]
    [InlineData("application/vnd.twkb")]
    [InlineData("application/xml, text/plain;q=0.5")]
    public async Task Get_NothingAcceptable_Is406(string accept)
    {
        var answer = await shop.Server.GetAsync("goods", null, ("Accept", accept));
        var browser = await shop.Server.GetAsync("goods", null, ("Accept", accept + ", */*;q=0.1"));

        Assert.Equal((406, "PGRST107", 200), (answer.Status, answer.Code, browser.Status));
        Assert.Equal($"None of these media types are available: {accept}", answer.Message);
    }
}
