using System.Text.Json;
using PortalChat.Auth.Callers;
using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Who counts as staff, what people are called, and what becomes of accounts that are gone.</summary>
public sealed class PeopleTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    public static TheoryData<string, string> Names => new()
    {
        { """{"display_name": "Alice", "name": "Alice Smith"}""", "Alice" },
        { """{"name": "Alice Smith"}""", "Alice Smith" },
        { """{"display_name": "  ", "name": "Alice"}""", "Alice" },
        { """{"display_name": "alice@player.example", "name": "Alice"}""", "Alice" },
        { """{"display_name": "Write to alice@player.example"}""", "Player" },
        { """{"name": "alice@player.example"}""", "Player" },
        { """{"email": "alice@player.example", "full_name": "Alice"}""", "Player" },
        { "{}", "Player" },
        { "[]", "Player" },
        { "null", "Player" },
        { """{"display_name": "Alice\n\tof  the\u0007 North "}""", "Alice of the North" },
        { """{"display_name": "\u202eecilA"}""", "ecilA" },
        { $$"""{"display_name": "{{new string('ä', 100)}}"}""", new string('ä', 80) },
    };

    [Theory(DisplayName = "[CC15] [CC16] a name, and never an e-mail address")]
    [MemberData(nameof(Names))]
    public async Task PlayerName_FromUserMetadata_IsNeverAnAddress(string metadata, string expected)
    {
        var alice = await world.NewPlayerAsync();
        await SetAsync(alice.Id, "raw_user_meta_data", metadata);

        var chat = await world.OpenChatAsync(alice);

        Assert.Equal(expected, await world.ChatAsync<string>(chat, "player_name"));
    }

    [Fact(DisplayName = "[CC16] a chat keeps the names of its time")]
    public async Task Names_AfterSomebodyIsRenamed_Stay()
    {
        var alice = await world.NewPlayerAsync();
        var gre = await world.Database.CreatePersonAsync("Gwen", "gre");
        var chat = await world.OpenChatAsync(alice);
        await world.RunAsync(gre, "select from claim_chat($1)", chat);

        await SetAsync(alice.Id, "raw_user_meta_data", """{"display_name": "Alicia"}""");
        await SetAsync(gre.Id, "raw_user_meta_data", """{"display_name": "Gwendolyn"}""");
        await world.WriteAsync(gre, chat, alice.Id);
        var kept = await world.ChatAsync<string>(chat, "player_name || ' ' || gre_staff_name");
        await world.RunAsync(gre, "select from resolve_chat($1)", chat);
        await world.RunAsync(gre, "select from reopen_chat($1)", chat);

        Assert.Equal("Alice Gwen", kept);
        Assert.Equal("Alice Gwendolyn", await world.ChatAsync<string>(chat, "player_name || ' ' || gre_staff_name"));
    }

    [Fact(DisplayName = "[CC15] a GRE without a name is Support")]
    public async Task GreName_WithoutAName_IsSupport()
    {
        var gre = await world.Database.CreatePersonAsync("x", "gre");
        await SetAsync(gre.Id, "raw_user_meta_data", """{"name": "gre@staff.example"}""");
        var chat = await world.OpenChatAsync(await world.NewPlayerAsync());

        var claimed = await world.RunAsync(gre, "select gre_staff_name from claim_chat($1)", chat);

        Assert.Equal("Support", claimed.Get<string>("gre_staff_name"));
    }

    [Theory(DisplayName = "[CC10] only app_metadata makes staff")]
    [InlineData("""{"app_metadata": {"role": "gre"}}""", true)]
    [InlineData("""{"app_metadata": {"role": "gre_lead"}}""", true)]
    [InlineData("""{"app_metadata": {"role": "GRE"}}""", false)]
    [InlineData("""{"app_metadata": {"role": "admin"}}""", false)]
    [InlineData("""{"app_metadata": {"role": ["gre"]}}""", false)]
    [InlineData("""{"app_metadata": "gre"}""", false)]
    [InlineData("""{"app_metadata": {"roles": "gre"}}""", false)]
    [InlineData("""{"user_metadata": {"role": "gre"}}""", false)]
    [InlineData("""{"user_metadata": {"app_metadata": {"role": "gre_lead"}}}""", false)]
    [InlineData("""{"user_role": "gre"}""", false)]
    public async Task Staff_ByClaims_SeeAll(string claims, bool isStaff)
    {
        var chat = await world.OpenChatAsync(await world.NewPlayerAsync());
        var sub = Guid.NewGuid();
        var all = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(claims)!;
        all["sub"] = JsonSerializer.SerializeToElement(sub);
        all["role"] = JsonSerializer.SerializeToElement(PostgresRoles.Authenticated);
        var caller = new Caller
        {
            Role = PostgresRoles.Authenticated,
            Subject = sub,
            Claims = JsonSerializer.Serialize(all),
        };

        var seen = await world.RunAsync(caller, "select id from chat_requests where id = $1", chat);

        Assert.Equal("", seen.Code);
        Assert.Equal(isStaff ? 1 : 0, seen.Rows.Count);
    }

    [Theory(DisplayName = "[CC14] who is not staff now is given no chat, whatever his token says")]
    [InlineData("raw_app_meta_data", "{}")]
    [InlineData("raw_app_meta_data", """{"role": "player"}""")]
    [InlineData("deleted_at", "2026-01-01Z")]
    [InlineData("banned_until", "2999-01-01Z")]
    public async Task Assign_ToFormerStaff_IsRefused(string column, string value)
    {
        var former = await world.Database.CreatePersonAsync("Former", "gre");
        var chat = await world.OpenChatAsync(await world.NewPlayerAsync());
        await SetAsync(former.Id, column, value);

        var claim = await world.RunAsync(former, "select from claim_chat($1)", chat);
        var given = await world.RunAsync(
            world.Lena, "update chat_requests set status = 'active', gre_staff_id = $2 where id = $1", chat, former.Id);
        await world.RunAsync(world.Grace, "select from claim_chat($1)", chat);
        var transfer = await world.RunAsync(world.Grace, "select from transfer_chat($1, $2)", chat, former.Id);

        Assert.All([claim, given, transfer], answer => answer.AssertRefused("23514", "assigned only to a GRE"));
        Assert.Equal(world.Grace.Id, await world.ChatAsync<Guid>(chat, "gre_staff_id"));
    }

    [Fact(DisplayName = "[CC14] a ban that is over no longer counts")]
    public async Task Assign_AfterABan_Works()
    {
        var back = await world.Database.CreatePersonAsync("Back", "gre");
        await SetAsync(back.Id, "banned_until", "2026-01-01Z");
        var chat = await world.OpenChatAsync(await world.NewPlayerAsync());

        Assert.Equal("", (await world.RunAsync(back, "select from claim_chat($1)", chat)).Code);
    }

    [Fact(DisplayName = "[CC17] deleting a player deletes his chats and nobody else's")]
    public async Task DeletePlayer_TakesHisChats()
    {
        var alice = await world.NewPlayerAsync();
        var chen = await world.NewPlayerAsync("Chen");
        var chat = await world.OpenChatAsync(alice, "active");
        await world.WriteAsync(alice, chat, alice.Id);
        await world.WriteAsync(world.Grace, chat, alice.Id);
        var control = await world.OpenChatAsync(chen, "active");

        await DeleteAsync(alice.Id);

        Assert.Equal(0, await world.Database.ScalarAsync<long>(
            "select (select count(*) from chat_requests where id = $1)"
            + " + (select count(*) from chat_messages where chat_request_id = $1)",
            chat));
        Assert.Equal(control, await world.ChatAsync<Guid>(control, "id"));
    }

    [Theory(DisplayName = "[CC17] an account that other people's chats name cannot be deleted")]
    [InlineData("has the chat")]
    [InlineData("wrote in it")]
    public async Task DeleteStaff_WhomChatsName_IsRefused(string why)
    {
        var gre = await world.Database.CreatePersonAsync("Gone", "gre");
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        await world.RunAsync(gre, "select from claim_chat($1)", chat);
        if (why == "wrote in it")
        {
            await world.WriteAsync(gre, chat, alice.Id);
            await world.RunAsync(gre, "select from transfer_chat($1, $2)", chat, world.Grace.Id);
        }

        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => DeleteAsync(gre.Id));

        Assert.Equal("23503", refusal.SqlState);
        Assert.Equal(chat, await world.ChatAsync<Guid>(chat, "id"));
    }

    private async Task DeleteAsync(Guid person)
    {
        await using var delete = world.Database.AuthAdmin.CreateCommand("delete from auth.users where id = $1");
        delete.Parameters.AddWithValue(person);
        await delete.ExecuteNonQueryAsync();
    }

    private Task SetAsync(Guid person, string column, string value) => world.Database.ExecuteAsync(
        $"update auth.users set {column} = '{value.Replace("'", "''", StringComparison.Ordinal)}' where id = $1", person);
}
