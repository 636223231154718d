using PortalChat.Database.Tests.Contract.Support;

namespace PortalChat.Database.Tests.Contract;

/// <summary>What there is, and how it is called.</summary>
public sealed class NamesTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Fact(DisplayName = "[CC1] two tables and nothing else holds chats")]
    public async Task Tables_InPublic_AreTheTwo() => Assert.Equal(
        "chat_messages chat_requests",
        await world.Database.ScalarAsync<string>(
            """
            select string_agg(relname, ' ' order by relname)
            from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')
            """));

    [Fact(DisplayName = "[CC2] every name is snake_case")]
    public async Task Names_InPublic_AreSnakeCase()
    {
        const string Names =
            """
            with names (name) as (
              select relname from pg_class where relnamespace = 'public'::regnamespace
              union all select attname from pg_attribute join pg_class on pg_class.oid = attrelid
              where relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
              union all select proname from pg_proc where pronamespace = 'public'::regnamespace
              union all select unnest(proargnames) from pg_proc where pronamespace = 'public'::regnamespace
              union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'
              union all select enumlabel from pg_enum
              join pg_type on pg_type.oid = enumtypid and typnamespace = 'public'::regnamespace)
            """;

        Assert.True(await world.Database.ScalarAsync<long>($"{Names} select count(*) from names") > 50);
        Assert.Null(await world.Database.ScalarAsync<string>(
            $"{Names} select string_agg(name, ' ') from names where name !~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'"));
    }

    [Fact(DisplayName = "[CC4] player, GRE and sender are users of Supabase Auth")]
    public async Task People_AreUsersOfSupabaseAuth() => Assert.Equal(
        "chat_messages.sender_id chat_requests.gre_staff_id chat_requests.player_id",
        await world.Database.ScalarAsync<string>(
            """
            select string_agg(conrelid::regclass || '.' || attname, ' ' order by conrelid::regclass || '.' || attname)
            from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
            where contype = 'f' and confrelid = 'auth.users'::regclass and connamespace = 'public'::regnamespace
            """));
}
