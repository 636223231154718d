using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

/// <summary>
/// The clock that the rules in the database go by, stepped by itself, and the clock of whoever signs the tokens beside it.
/// <see cref="MachineClockSteppedTests"/> steps everything at once, where the machine has the library for it.
/// </summary>
[Collection<OnOneServer>]
public sealed class ClockSteppedTests(OneServer server)
{
    [Fact]
    public async Task Clock_stepped_back_and_forth_misorders_nothing()
    {
        var rounds = Extent.Of(1, 10);
        var stage = server.Stage;

        // Tokens that last for seconds, by a clock that is off by nearly as much as is forgiven [AU5].
        var tokens = new MintedTokens(stage.Tokens.Key) { Lifetime = TimeSpan.FromSeconds(30) };
        await using var run = await Run.StartAsync(stage, surroundings: (_, usual) => usual with { Tokens = tokens });
        try
        {
            for (var i = 0; i < rounds; i++)
            {
                foreach (var (step, offset) in new[] { ("-1 hour", 25), ("2 hours", -25), ("0", 0) })
                {
                    tokens.ClockOffset = TimeSpan.FromSeconds(offset);
                    await StepAsync(stage, step);
                    await run.ProgressAsync();
                }
            }
        }
        finally
        {
            await RestoreAsync(stage);
        }

        tokens.Lifetime = TimeSpan.FromHours(1);
        await run.ProgressAsync();
        await run.EndAsync($"Clock stepped {3 * rounds} times");

        // Times never run back within a chat: screens show them beside the messages.
        Assert.Equal(0L, await stage.ScalarAsync<long>(
            """
            select count(*) from (
              select created_at < lag(created_at) over (partition by chat_request_id order by message_no) as ran_back
              from public.chat_messages
            ) as pair where ran_back
            """));
    }

    private static async Task StepAsync(Project stage, string step)
    {
        await RestoreAsync(stage);
        await stage.ExecuteAsSuperuserAsync(
            $"""
            set allow_system_table_mods = on;
            alter function pg_catalog.clock_timestamp() rename to clock_timestamp_as_it_is;
            create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile
              as 'select pg_catalog.clock_timestamp_as_it_is() + interval ''{step}''';
            {ForgetPlans}
            """);
    }

    private static Task RestoreAsync(Project stage) => stage.ExecuteAsSuperuserAsync(
        $"""
        set allow_system_table_mods = on;
        do $$ begin
          if exists (select from pg_proc where proname = 'clock_timestamp_as_it_is') then
            drop function pg_catalog.clock_timestamp();
            alter function pg_catalog.clock_timestamp_as_it_is() rename to clock_timestamp;
          end if;
        end $$;
        {ForgetPlans}
        """);

    /// <summary>Sessions remember which function they call.</summary>
    private const string ForgetPlans =
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator';";
}
