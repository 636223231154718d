using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>By what names the staff of a chat go, when it has been in several hands.</summary>
public sealed class StaffOfChatTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Staff = "select staff_id, staff_name from chat_staff($1)";

    [Fact(DisplayName = "[CC88] everybody of the staff who wrote, has or resolved a chat is named once, and nobody else")]
    public async Task Staff_OfChatOfManyHands_AreAllNamed()
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");
        await world.WriteAsync(player, chat, player.Id);
        await world.WriteAsync(world.Grace, chat, player.Id, "One");
        await world.WriteAsync(world.Grace, chat, player.Id, "Two");
        await world.RunAsync(world.Grace, "select from transfer_chat($1, $2)", chat, world.Hugo.Id);
        Assert.Equal([(world.Grace.Id, "Grace"), (world.Hugo.Id, "Hugo")], await StaffAsync(player, chat));

        await world.RunAsync(world.Lena, "select from resolve_chat($1)", chat);

        (Guid, string)[] all = [(world.Grace.Id, "Grace"), (world.Hugo.Id, "Hugo"), (world.Lena.Id, "Lena")];
        Assert.Equal(all, await StaffAsync(player, chat));
        Assert.Equal(all, await StaffAsync(world.Iris, chat));
    }

    [Fact(DisplayName = "[CC88] a player who resolved his chat is not staff of it, and a chat that nobody took has none")]
    public async Task Staff_OfChatThatOnlyItsPlayerTouched_IsNobody()
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player);
        await world.WriteAsync(player, chat, player.Id);
        Assert.Equal([], await StaffAsync(player, chat));

        await world.RunAsync(player, "select from resolve_chat($1)", chat);

        Assert.Equal(player.Id, await world.ChatAsync<Guid>(chat, "resolved_by"));
        Assert.Equal([], await StaffAsync(world.Hugo, chat));
    }

    [Theory(DisplayName = "[CC88] [CC78] [CC82] a chat that is not the caller's, and one that is not there, get the same answer")]
    [InlineData("player", "")]
    [InlineData("other player", "PT404")]
    [InlineData("gre", "")]
    [InlineData("other gre", "")]
    [InlineData("lead", "")]
    [InlineData("anon", "42501")]
    [InlineData("service", "42501")]
    public async Task Staff_ByCaller_AreToldToPlayerAndStaff(string kind, string code)
    {
        var player = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(player, "active");

        var answer = await world.RunAsync(world.Caller(kind, player), Staff, chat);
        var missing = await world.RunAsync(world.Caller(kind, player), Staff, Guid.NewGuid());

        Assert.Equal(code, answer.Code);
        Assert.Equal(code == "" ? 1 : 0, answer.Rows.Count);
        Assert.Equal(code == "" ? "PT404" : code, missing.Code);
        if (code == "PT404")
            Assert.Equal(missing.Message, answer.Message);
    }

    [Fact(DisplayName = "[CC88] [CC15] the name is the one of now, and Support where there is none that may be shown")]
    public async Task Staff_Renamed_HaveTheirNameOfNow()
    {
        var player = await world.NewPlayerAsync();
        var changing = await world.Database.CreatePersonAsync("Before", "gre");
        var chat = await world.OpenChatAsync(player);
        await world.RunAsync(changing, "select from claim_chat($1)", chat);

        await RenameAsync("After");
        Assert.Equal([(changing.Id, "After")], await StaffAsync(player, chat));

        await RenameAsync("after@casino.example");
        Assert.Equal([(changing.Id, "Support")], await StaffAsync(player, chat));

        Task RenameAsync(string name) => world.Database.ExecuteAsync(
            "update auth.users set raw_user_meta_data = jsonb_build_object('display_name', $2::text) where id = $1", changing.Id, name);
    }

    /// <summary>By name.</summary>
    private async Task<IEnumerable<(Guid Id, string Name)>> StaffAsync(TestPerson caller, Guid chat)
    {
        var answer = await world.RunAsync(caller, Staff, chat);
        Assert.Equal("", answer.Code);
        return answer.Rows
            .Select(row => ((Guid)row["staff_id"]!, (string)row["staff_name"]!))
            .OrderBy(each => each.Item2, StringComparer.Ordinal);
    }
}
