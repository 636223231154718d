using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>Races for one chat.</summary>
public sealed class ClaimTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Theory(DisplayName = "[CC74] [CC37] twenty claims at once: one wins, nineteen are told his name")]
    [InlineData("select * from claim_chat($1)")]
    [InlineData("update chat_requests set status = 'active', gre_staff_id = auth.uid() where id = $1 returning *")]
    public async Task Claim_TwentyAtOnce_HasOneWinner(string sql)
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        var staff = new List<TestPerson>();
        for (var n = 1; n <= 20; n++)
        {
            staff.Add(await world.Database.CreatePersonAsync($"Gre {n}", "gre"));
        }

        var answers = await Task.WhenAll(staff.Select(gre => world.RunAsync(gre, sql, chat)));

        var winner = staff[Array.FindIndex(answers, answer => answer.Code == "")];
        Assert.Equal(winner.Id, await world.ChatAsync<Guid>(chat, "gre_staff_id"));
        var losers = answers.Where(answer => answer.Code != "").ToList();
        Assert.Equal(19, losers.Count);
        Assert.All(losers, loser => loser.AssertRefused("PT409", $"This chat was already taken by {winner.DisplayName}."));
    }

    [Fact(DisplayName = "[CC74] [CC75] who has the chat claims it again without a change")]
    public async Task Claim_AgainByTheWinner_ReturnsTheChat()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "active");

        var again = await world.RunAsync(world.Grace, "select * from claim_chat($1)", chat);

        Assert.Equal(world.Grace.Id, again.Get<Guid>("gre_staff_id"));
    }

    [Fact(DisplayName = "[CC36] a lead who reopens without saying for whom gives the chat back to the GRE who had it")]
    public async Task Reopen_ByALead_GivesItBack()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "resolved");
        const string Reopen = "update chat_requests set status = 'active' where id = $1 returning gre_staff_id";

        var byLead = await world.RunAsync(world.Lena, Reopen, chat);
        await world.RunAsync(alice, "select from resolve_chat($1)", chat);
        var byGre = await world.RunAsync(world.Hugo, Reopen, chat);

        Assert.Equal(world.Grace.Id, byLead.Get<Guid>("gre_staff_id"));
        Assert.Equal(world.Hugo.Id, byGre.Get<Guid>("gre_staff_id"));
    }

    [Fact(DisplayName = "[CC39] a chat is not reopened while its player has another one open")]
    public async Task Reopen_WhileAnotherIsOpen_IsRefused()
    {
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice, "resolved");
        var open = await world.OpenChatAsync(alice);

        var refused = await world.RunAsync(world.Grace, "select from reopen_chat($1)", chat);
        await world.RunAsync(alice, "select from resolve_chat($1)", open);
        var control = await world.RunAsync(world.Grace, "select status::text from reopen_chat($1)", chat);

        refused.AssertRefused("PT409", "This player already has another open chat.");
        Assert.Equal("active", control.Get<string>("status"));
    }

    [Fact(DisplayName = "[CC38] each step sets what belongs to it, and nothing else")]
    public async Task Steps_SetWhatBelongsToThem()
    {
        const string State =
            "concat_ws(' ', status, coalesce(gre_staff_name, '-'), (assigned_at is not null)::text, "
            + "(resolved_at is not null)::text, case resolved_by when player_id then 'player' when gre_staff_id then 'gre' "
            + "else '-' end)";
        var alice = await world.NewPlayerAsync();
        var chat = await world.OpenChatAsync(alice);
        string[] steps =
        [
            "claim_chat($1)", "transfer_chat($1, $2)", "release_chat($1)", "claim_chat($1)", "resolve_chat($1)",
            "reopen_chat($1)",
        ];
        List<string?> states = [await world.ChatAsync<string>(chat, State)];

        foreach (var step in steps)
        {
            object[] arguments = step.Contains("$2", StringComparison.Ordinal) ? [chat, world.Hugo.Id] : [chat];
            var by = step.StartsWith("release", StringComparison.Ordinal) ? world.Hugo : world.Grace;
            Assert.Equal("", (await world.RunAsync(by, $"select from {step}", arguments)).Code);
            states.Add(await world.ChatAsync<string>(chat, State));
        }

        await world.RunAsync(alice, "select from resolve_chat($1)", chat);
        states.Add(await world.ChatAsync<string>(chat, State));
        Assert.Equal(
            [
                "waiting - false false -", "active Grace true false -", "active Hugo true false -",
                "waiting - false false -", "active Grace true false -", "resolved Grace true true gre",
                "active Grace true false -", "resolved Grace true true player",
            ],
            states);
    }
}
