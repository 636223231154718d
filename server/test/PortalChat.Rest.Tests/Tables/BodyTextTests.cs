using System.Text;
using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

/// <summary>[RE6] [RE65] What is JSON at a glance, and not in every corner.</summary>
public sealed class BodyTextTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    /// <summary>In these, <c>ÿ</c> is sent as the byte that UTF-8 never has.</summary>
    [Theory]
    [InlineData("rpc/shapes", """{"list":[1],"doc":{"aÿ":null},"moody":"wild","word":"w","num":1,"flag":true,"good":{"id":1}}""", 400)]
    [InlineData("rpc/shapes", """{"list":[1],"doc":{},"moody":"wild","word":"w","num":1,"flag":true,"good":{"idÿ":1}}""", 400)]
    [InlineData("rpc/shapes", """{"list":[1],"doc":{},"moody":"wild","word":"w","num":1,"flag":true,"good":{"\ud800":1}}""", 400)]
    [InlineData("rpc/shapes", """{"list":["\ud800"],"doc":{},"moody":"wild","word":"w","num":1,"flag":true,"good":{}}""", 400)]
    [InlineData("rpc/echo", """[{"ÿ":1}]""", 400)]
    [InlineData("goods", """[{"name":"a","mood":"auto","details":{"ÿ":1}},{"name":"b","mood":"calm","details":{}}]""", 400)]
    [InlineData("goods", """[{"name":"a","made_at":"auto","details":{"\ud800":1}},{"name":"b","made_at":null,"details":{}}]""", 400)]
    [InlineData("goods", """[{"name":"a","made_at":"auto","details":{"\ud83d\ude00":1}},{"name":"b","made_at":"2026-01-01","details":{}}]""", 201)]
    public async Task Post_WithWhatIsNoText_IsTheClientsFault(string path, string body, int status)
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        using var response = await shop.Server.Http.PostAsync(path, content);

        Assert.True(status == (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
