using Microsoft.Extensions.DependencyInjection;
using PortalChat.Auth.Embedded.Sweeping;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Embedded;

public sealed class SweepTests(SharedAuthServer shared) : IClassFixture<SharedAuthServer>
{
    [Fact(DisplayName = "[AU50] what nobody can use any more is removed a day later, and nothing else")]
    public async Task Sweep_RemovesWhatHasEnded()
    {
        var server = await shared.WithoutUsersAsync();
        var client = server.Client();
        var active = (await client.SignUpAsync("ada@example.com", "secret-1")).Ok();
        foreach (var state in (string[])["past its end", "without a token", "just without a token"])
        {
            (await client.SignInAsync("ada@example.com", "secret-1")).Ok();
            await server.Database.ExecuteAsync(
                "update auth.sessions set tag = $1 where id = (select id from auth.sessions where tag is null order by created_at desc limit 1)", state);
        }

        await server.Database.ExecuteAsync(
            """
            update auth.sessions set not_after = now() - interval '25 hours' where tag = 'past its end';
            update auth.refresh_tokens as t set revoked = true from auth.sessions as s where s.id = t.session_id and s.tag like '%token';
            update auth.refresh_tokens as t set updated_at = now() - interval '25 hours' from auth.sessions as s
              where s.id = t.session_id and s.tag = 'without a token';
            update auth.sessions set created_at = now() - interval '25 hours', updated_at = now() - interval '25 hours';
            insert into auth.flow_state (id, provider_type, authentication_method, created_at) values
              (gen_random_uuid(), 'email', 'recovery', now() - interval '25 hours'), (gen_random_uuid(), 'email', 'recovery', now());
            insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at)
              select gen_random_uuid(), id, t.type::auth.one_time_token_type, t.type, email, now() at time zone 'utc' - t.age
              from auth.users, (values ('recovery_token', interval '25 hours'), ('confirmation_token', interval '1 hour')) as t (type, age);
            """);

        await server.Services.GetRequiredService<AuthSweep>().SweepAsync(CancellationToken.None);

        Assert.Equal("just without a token", await server.Database.ScalarAsync<string>("select string_agg(tag, ', ') from auth.sessions"));
        Assert.Equal(2, await server.Database.ScalarAsync<long>("select count(*) from auth.sessions"));
        Assert.Equal(1, await server.Database.ScalarAsync<long>("select count(*) from auth.flow_state"));
        Assert.Equal("confirmation_token", await server.Database.ScalarAsync<string>("select string_agg(token_hash, ', ') from auth.one_time_tokens"));
        (await client.RefreshAsync(active.RefreshToken)).Ok();
    }
}
