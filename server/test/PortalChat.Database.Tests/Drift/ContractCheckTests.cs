using PortalChat.Database.Contract;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Drift;

/// <summary>A database that differs from the contract is refused, with a line for each difference.</summary>
public sealed class ContractCheckTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Run_MigratedDatabase_Passes()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        await ContractCheck.RunAsync(database.Owner, CancellationToken.None);
    }

    [Theory]
    [InlineData(
        "alter table chat_requests drop column rating_comment",
        "column public.chat_requests.rating_comment is missing; should be text")]
    [InlineData(
        "alter table chat_messages alter column message_text type varchar(9000)",
        "column public.chat_messages.message_text is character varying(9000) not null; should be text not null")]
    [InlineData(
        "alter table chat_requests add column player_email text",
        "column public.chat_requests.player_email is text; should not be there")]
    [InlineData(
        "alter table chat_messages disable row level security",
        "table public.chat_messages is row level security off; should be row level security on")]
    [InlineData(
        "create policy everyone on chat_messages for select to anon using (true)",
        "policy public.chat_messages.everyone is permissive for select to anon using true; should not be there")]
    [InlineData(
        "alter table chat_requests disable trigger change_chat",
        "(disabled); should be CREATE TRIGGER change_chat")]
    [InlineData(
        "alter type chat_status add value 'snoozed'",
        "enum public.chat_status is waiting, active, resolved, snoozed; should be waiting, active, resolved")]
    [InlineData(
        "alter publication supabase_realtime drop table chat_messages",
        "publication supabase_realtime of public.chat_messages is missing; should be inserts, updates and deletes")]
    [InlineData("drop function claim_chat", "function public.claim_chat(chat_request_id uuid) is missing; should be returns")]
    [InlineData(
        "grant delete on chat_messages to authenticated",
        "grant on public.chat_messages to authenticated is delete, insert, select; should be insert, select")]
    [InlineData("drop table chat_messages cascade", "table public.chat_messages is missing; should be row level security on")]
    public async Task Run_DatabaseThatDiffers_SaysWhatIsThereAndWhatShouldBe(string change, string difference)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(change);

        var refusal = await Assert.ThrowsAsync<StartupException>(
            () => ContractCheck.RunAsync(database.Owner, CancellationToken.None));

        Assert.Contains(difference, refusal.Message, StringComparison.Ordinal);
    }
}
