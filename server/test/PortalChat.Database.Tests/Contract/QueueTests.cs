using PortalChat.Database.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What a waiting player is told of the queue. Each test has a database of its own, as the queue is everybody's.</summary>
public sealed class QueueTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Status = "select * from support_queue_status()";

    private readonly ChatWorld _world = new(postgres);

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory(DisplayName = "[CC83] [CC11] who is signed in gets one row, nobody else gets any")]
    [InlineData("anon", "42501")]
    [InlineData("service", "42501")]
    [InlineData("player", "")]
    [InlineData("other player", "")]
    [InlineData("gre", "")]
    [InlineData("lead", "")]
    public async Task Status_ByCaller_IsOneRowOrRefused(string kind, string code)
    {
        var player = await _world.NewPlayerAsync();
        await _world.OpenChatAsync(player);

        var answer = await _world.RunAsync(_world.Caller(kind, player), Status);

        Assert.Equal(code, answer.Code);
        Assert.Equal(code == "" ? 1 : 0, answer.Rows.Count);
        if (code == "")
        {
            Assert.Equal(["place", "estimated_wait_seconds", "on_duty"], answer.Row.Keys);
            Assert.Equal(kind == "player" ? 1 : null, answer.Row["place"]);
        }
    }

    [Fact(DisplayName = "[CC83] the place follows the order of the staff's list, and moves as chats before it are taken, ended or put back")]
    public async Task Place_AsTheQueueMoves_IsThatOfTheStaffsList()
    {
        List<(TestPerson Player, Guid Chat)> waiting = [];
        for (var number = 0; number < 4; number++)
        {
            var player = await _world.NewPlayerAsync();
            waiting.Add((player, await _world.OpenChatAsync(player)));
        }

        Assert.Equal([1, 2, 3, 4], await PlacesAsync(waiting));
        await _world.BringToAsync(waiting[1].Chat, "active");
        Assert.Equal([1, null, 2, 3], await PlacesAsync(waiting));
        await _world.BringToAsync(waiting[0].Chat, "resolved");
        Assert.Equal([null, null, 1, 2], await PlacesAsync(waiting));
        Assert.Equal("", (await _world.RunAsync(_world.Grace, "select from release_chat($1)", waiting[1].Chat)).Code);
        Assert.Equal([null, 1, 2, 3], await PlacesAsync(waiting));

        var list = await _world.RunAsync(_world.Hugo, "select id from chat_requests where status = 'waiting' order by created_at, id");
        Assert.Equal(waiting.Skip(1).Select(each => each.Chat), list.Rows.Select(row => (Guid)row["id"]!));
    }

    [Fact(DisplayName = "[CC83] beyond a thousand nobody counts")]
    public async Task Place_OfMany_StopsAtAThousand()
    {
        await FillAsync("waiting", count: 1100, "now() - interval '1 hour' - make_interval(secs => n)", assignedAt: "null");
        var player = await _world.NewPlayerAsync();
        await _world.OpenChatAsync(player);

        Assert.Equal(1000, await ValueAsync(player, "place"));

        // The control: the thousandth is counted.
        await RewriteAsync("delete from chat_requests where id in (select id from chat_requests where status = 'waiting' order by created_at limit 102)");
        Assert.Equal(999, await ValueAsync(player, "place"));
    }

    [Theory(DisplayName = "[CC84] the wait is what is left of the median of the chats taken last, and is not guessed")]
    [InlineData("three taken after 60, 120 and 600 s", 3, "case n when 1 then 60 when 2 then 120 else 600 end", "null", 30, 90)]
    [InlineData("two taken", 2, "120", "null", 30, null)]
    [InlineData("taken more than an hour ago", 3, "120", "null", 30, null, 61)]
    [InlineData("answered before they were assigned", 3, "120", "now() - interval '30 days'", 30, null)]
    [InlineData("opened by staff", 3, "0", "null", 30, null)]
    [InlineData("he has waited longer", 3, "120", "null", 300, 0)]
    public async Task EstimatedWait_ChatsTaken_IsWhatIsLeft(
        string why, int taken, string waitedSeconds, string firstReplyAt, int hisSeconds, int? expected, int takenMinutesAgo = 5)
    {
        await FillAsync(
            "active", taken, $"now() - interval '{takenMinutesAgo} minutes' - make_interval(secs => {waitedSeconds})",
            $"now() - interval '{takenMinutesAgo} minutes'", firstReplyAt);
        var player = await _world.NewPlayerAsync();
        var chat = await _world.OpenChatAsync(player);
        await RewriteAsync($"update chat_requests set created_at = now() - interval '{hisSeconds} seconds' where id = '{chat}'");

        // The control: with nobody at work nothing is said about times.
        Assert.Null(await ValueAsync(player, "estimated_wait_seconds"));
        Assert.Equal("", (await _world.RunAsync(_world.Grace, "select report_duty()")).Code);

        var left = await ValueAsync(player, "estimated_wait_seconds");
        if (expected is > 0)
        {
            // The clock goes on between the two statements.
            var seconds = Assert.IsType<int>(left);
            Assert.True(seconds <= expected && seconds > expected - 30, $"{why}: {seconds} s");
        }
        else
        {
            Assert.Equal(expected, left);
        }
    }

    [Theory(DisplayName = "[CC85] duty is staff's to report")]
    [InlineData("anon", "42501")]
    [InlineData("service", "42501")]
    [InlineData("player", "42501")]
    [InlineData("gre", "")]
    [InlineData("lead", "")]
    public async Task ReportDuty_ByCaller_IsRememberedOrRefused(string kind, string code)
    {
        var player = await _world.NewPlayerAsync();
        Assert.Equal(false, await ValueAsync(player, "on_duty"));

        var direct = await _world.RunAsync(_world.Caller(kind, player), "select portalchat.note_duty(true)");
        Assert.Equal(code, direct.Code);
        Assert.Equal(code == "", await ValueAsync(player, "on_duty"));
        Assert.Equal(code, (await _world.RunAsync(_world.Caller(kind, player), "select report_duty(false)")).Code);
        Assert.Equal(false, await ValueAsync(player, "on_duty"));
        Assert.Equal(code, (await _world.RunAsync(_world.Caller(kind, player), "select report_duty()")).Code);

        Assert.Equal(code == "", await ValueAsync(player, "on_duty"));
    }

    [Fact(DisplayName = "[CC85] a report is in force for 90 seconds, and ends by the word of the one who made it only")]
    public async Task OnDuty_AfterAReport_LastsAWhile()
    {
        var player = await _world.NewPlayerAsync();
        await _world.RunAsync(_world.Grace, "select report_duty()");
        await _world.RunAsync(_world.Hugo, "select report_duty(false)");
        Assert.Equal(true, await ValueAsync(player, "on_duty"));

        await _world.Database.ExecuteAsync("update portalchat.staff_on_duty set seen_at = now() - interval '80 seconds'");
        Assert.Equal(true, await ValueAsync(player, "on_duty"));
        await _world.Database.ExecuteAsync("update portalchat.staff_on_duty set seen_at = now() - interval '91 seconds'");
        Assert.Equal(false, await ValueAsync(player, "on_duty"));
        await _world.RunAsync(_world.Grace, "select report_duty()");
        Assert.Equal(true, await ValueAsync(player, "on_duty"));
    }

    [Theory(DisplayName = "[CC85] who is at work cannot be read, and not be written past the function")]
    [InlineData("select * from portalchat.staff_on_duty")]
    [InlineData("insert into portalchat.staff_on_duty (staff_id) values (auth.uid())")]
    [InlineData("update portalchat.staff_on_duty set seen_at = now()")]
    [InlineData("delete from portalchat.staff_on_duty")]
    public async Task StaffOnDuty_ByHand_IsRefused(string statement)
    {
        await _world.RunAsync(_world.Grace, "select report_duty()");
        Assert.Equal(1, await _world.Database.ScalarAsync<long>("select count(*) from portalchat.staff_on_duty"));

        foreach (var kind in (string[])["anon", "service", "player", "gre", "lead"])
        {
            Assert.Equal("42501", (await _world.RunAsync(_world.Caller(kind, _world.Bruno), statement)).Code);
        }
    }

    private async Task<object?> ValueAsync(TestPerson player, string column) => (await _world.RunAsync(player, Status)).Row[column];

    private async Task<IReadOnlyList<int?>> PlacesAsync(List<(TestPerson Player, Guid Chat)> waiting)
    {
        List<int?> places = [];
        foreach (var (player, _) in waiting)
        {
            places.Add((int?)await ValueAsync(player, "place"));
        }

        return places;
    }

    /// <summary>Chats of players of their own; times are SQL, with <c>n</c> counting from 1.</summary>
    private Task FillAsync(string status, int count, string createdAt, string assignedAt, string firstReplyAt = "null") => RewriteAsync(
        $"""
        with players as (
          insert into auth.users (id, aud, role, email)
          select gen_random_uuid(), 'authenticated', 'authenticated', gen_random_uuid() || '@player.example' from generate_series(1, {count})
          returning id
        )
        insert into chat_requests (player_id, status, gre_staff_id, created_at, assigned_at, first_reply_at)
        select id, '{status}', {(status == "waiting" ? "null" : $"'{_world.Grace.Id}'::uuid")}, {createdAt}, {assignedAt}, {firstReplyAt}
        from (select id, row_number() over () as n from players) as p
        """);

    /// <summary>Past the triggers, which set times themselves.</summary>
    private async Task RewriteAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_world.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"set session_replication_role = replica; {sql}", connection);
        await command.ExecuteNonQueryAsync();
    }
}
