using System.Globalization;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Serving;

/// <summary>[RE73] What comes often is prepared, and a refusal on the way there harms nobody.</summary>
public sealed class PreparedTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Statements_ThatComeOften_ArePrepared()
    {
        await using var shop = await Shop.OpenAsync(postgres);
        for (var times = 0; times < 5; times++)
            Assert.Equal(200, (await shop.Server.GetAsync($"goods?select=id&id=eq.{times}")).Status);

        // Requests one after the other use one connection.
        var prepared = await shop.Server.SendAsync("POST", "rpc/prepared", "{}");
        Assert.True(long.Parse(prepared.Text, CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("GET", "goods?select=id&id=eq.x", null, "goods?select=id&id=eq.1", null)]
    [InlineData("POST", "goods?select=id", """{"id":1,"name":"taken"}""", "goods?select=id", """{"id":null,"name":null}""")]
    [InlineData("POST", "owned?select=id", """{"body":"x"}""", "owned?select=id", """{"body":"x"}""")]
    [InlineData("POST", "rpc/add", """{"a":"x"}""", "rpc/add", """{"a":"1"}""")]
    public async Task Statements_RefusedOnAnyUse_WorkOnTheNext(
        string method, string bad, string? badBody, string good, string? goodBody)
    {
        // The third use is the one that prepares.
        for (var before = 1; before <= 3; before++)
        {
            await using var shop = await Shop.OpenAsync(postgres);
            var person = await shop.Database.CreatePersonAsync("Ann");
            for (var times = 0; times < before; times++)
                await shop.Server.SendAsync(method, good, goodBody, person);
            var refused = await shop.Server.SendAsync(method, bad, badBody);
            var next = await shop.Server.SendAsync(method, good, goodBody, person);
            var another = await shop.Server.SendAsync(method, good, goodBody, person);

            Assert.InRange(refused.Status, 400, 499);
            Assert.True(next.Status < 500 && another.Status < 500, $"after {before}: {next.Text} {another.Text}");
        }
    }
}
