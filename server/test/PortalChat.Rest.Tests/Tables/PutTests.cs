using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

public sealed class PutTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private static readonly (string, string) Returning = ("Prefer", "return=representation");

    [Fact] // [RE41]
    public async Task Put_OneRow_InsertsOrReplacesIt()
    {
        var first = await shop.Server.SendAsync("PUT", "shelves?id=eq.20", """{"id":20,"label":"a"}""", null, Returning);
        var second = await shop.Server.SendAsync("PUT", "shelves?id=eq.20", """[{"id":20,"label":"b"}]""", null, Returning);
        var silent = await shop.Server.SendAsync("PUT", "shelves?id=eq.20", """{"id":20,"label":"c"}""");

        Assert.Equal((201, 200, 204), (first.Status, second.Status, silent.Status));
        Assert.Equal("""[{"id":20,"label":"b"}]""", second.Compact);
        Assert.Equal("c", await shop.Database.ScalarAsync<string>("select label from shop.shelves where id = 20"));
    }

    [Theory] // [RE41]
    [InlineData("shelves?id=eq.21", """{"id":22,"label":"a"}""", 400, "PGRST115")]
    [InlineData("shelves?id=eq.21", """{"label":"a"}""", 400, "PGRST115")]
    [InlineData("shelves?id=gt.21", """{"id":21,"label":"a"}""", 405, "PGRST105")]
    [InlineData("shelves?label=eq.a", """{"id":21,"label":"a"}""", 405, "PGRST105")]
    [InlineData("shelves", """{"id":21,"label":"a"}""", 405, "PGRST105")]
    [InlineData("placements?good_id=eq.1", """{"good_id":1,"shelf_id":1}""", 405, "PGRST105")]
    [InlineData("shelves?id=eq.21&limit=1", """{"id":21,"label":"a"}""", 400, "PGRST114")]
    public async Task Put_NotOneRowByItsKey_IsRefused(string path, string body, int status, string code)
    {
        var answer = await shop.Server.SendAsync("PUT", path, body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(0, await shop.Database.ScalarAsync<long>("select count(*) from shop.shelves where id in (21, 22)"));
    }
}
