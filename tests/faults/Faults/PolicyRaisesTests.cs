using PortalChat.Faults.Tests.Runs;
using PortalChat.Faults.Tests.Stages;

namespace PortalChat.Faults.Tests.Faults;

[Collection<OnOneServer>]
public sealed class PolicyRaisesTests(OneServer server)
{
    [Fact]
    public async Task Policy_that_raises_for_one_person_concerns_nobody_else()
    {
        var stage = server.Stage;
        await using var run = await Run.StartAsync(stage);
        var victim = run.Client("Player 2");
        await stage.ExecuteAsync(
            $"""
            create function public.fault_raises() returns boolean language plpgsql stable as $$
            begin
              if auth.uid() = '{victim.Account.Id}' then
                raise exception 'This policy is broken.';
              end if;
              return true;
            end
            $$;
            create policy fault_raises on public.chat_messages as restrictive for select to authenticated
              using (public.fault_raises());
            """);
        try
        {
            // He gets nothing more and what he sends is refused; the others do not notice.
            await Until.TrueAsync(async () => (await victim.GetAsync("/rest/v1/chat_messages?select=id&limit=1")).Status >= 400, run.Describe);
            var before = victim.Notebook.AcknowledgedCount;
            await run.ProgressAsync(messages: Extent.Of(10, 500), victim);
            Assert.Equal(before, victim.Notebook.AcknowledgedCount);
        }
        finally
        {
            await stage.ExecuteAsync("drop policy fault_raises on public.chat_messages; drop function public.fault_raises()");
        }

        await run.ProgressAsync();
        await run.EndAsync("Policy that raised for one", victim: victim);
    }
}
