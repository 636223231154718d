namespace PortalChat.Rest.Tests.Serving;

/// <summary>[RE66] What people write is in the database, not in the logs.</summary>
public sealed class LogTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task Requests_OfAllOutcomes_LeaveNoValueInTheLog()
    {
        const string Secret = "VerySecretText";
        var person = await shop.Database.CreatePersonAsync(Secret);
        await shop.Server.SendAsync("POST", "goods", $$"""{"id":700,"name":"{{Secret}}"}""", person);
        await shop.Server.SendAsync("POST", "goods", $$"""{"id":700,"name":"{{Secret}}"}""", person);
        await shop.Server.SendAsync("POST", "goods", $$"""{"id":"{{Secret}}"}""", person);
        await shop.Server.GetAsync($"goods?name=eq.{Secret}", person);
        await shop.Server.GetAsync($"goods?id=eq.{Secret}", person);
        await shop.Server.SendAsync("POST", "rpc/refuse", """{"state":"XX000"}""", person);

        Assert.Equal(1, await shop.Database.ScalarAsync<long>("select count(*) from shop.goods where id = 700"));
        Assert.Contains(shop.Server.Log.Lines, line => line.Contains("3100", StringComparison.Ordinal));
        // Npgsql and Kestrel log more below Information; what an operator turns on for a moment is the statement's text.
        var lines = shop.Server.Log.Lines.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }
}
