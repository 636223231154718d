using Microsoft.Extensions.DependencyInjection;
using PortalChat.Realtime.Tests.Support;
using PortalChat.Realtime.Visibility;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Visibility;

/// <summary>Which policies' answers may be remembered, and by which columns.</summary>
public sealed class RuleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestRealtime _realtime = null!;

    private PolicyCatalog Policies => _realtime.Services.GetRequiredService<PolicyCatalog>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _realtime = await TestRealtime.StartAsync(_database);
        await _database.ExecuteAsync(
            """
            create table public.rows (id int primary key, owner uuid, word text, at timestamptz, members uuid[]);
            alter table public.rows enable row level security;
            create table public.friends (person uuid);
            create function public.reads_claims() returns boolean language plpgsql volatile as $$
              declare
                claimed constant text := auth.jwt() ->> 'a "name" from pg_class'; -- select from a table
              begin
                return claimed in ('x') or current_setting('request.path', true) is null;
              end $$;
            create function public.reads_argument(given text) returns boolean language sql strict as $$ select given = 'x' $$;
            create function public.takes_null(given text) returns boolean language sql as $$ select given is null $$;
            create function public.reads_table() returns boolean language sql as $$ select exists (select from public.friends) $$;
            create function public.calls_reader() returns boolean language sql as $$ select public.reads_table() $$;
            create function public.runs_text() returns boolean language plpgsql as
              $$ declare found boolean; begin execute 'select true' into found; return found; end $$;
            create function public.parsed() returns boolean language sql return exists (select from public.friends);
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _realtime.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory] // [RT22]
    [InlineData("true", "", true)]
    [InlineData("owner = auth.uid()", "owner", true)]
    [InlineData("owner = (select auth.uid()) or (auth.jwt() -> 'app_metadata' ->> 'role') = 'gre'", "owner", true)]
    [InlineData("owner = auth.uid() and word like 'a%'", "owner word", true)]
    [InlineData("word = any (array['x', 'y'])", "word", false)] // The array is made of nodes that may hide a null.
    [InlineData("owner = any (members)", "owner members", true)]
    [InlineData("owner = auth.uid() and word is null", "owner word", false)]
    [InlineData("coalesce(word, 'x') = 'x'", "word", false)]
    [InlineData("case when word = 'x' then true else owner = auth.uid() end", "owner word", false)]
    [InlineData("(auth.jwt() ->> 'sub')::uuid = owner", "owner", false)] // From text and back.
    [InlineData("public.reads_claims()", "", true)]
    [InlineData("public.reads_argument(word)", "word", true)]
    [InlineData("public.takes_null(word)", "word", false)]
    public async Task PoliciesThatReadClaimsAndColumns_AreRememberedByTheseColumns(
        string condition, string columns, bool isMonotone)
    {
        var rule = Assert.IsType<VisibilityRule.Remembered>(await RuleAsync(condition));
        Assert.Equal(columns, string.Join(' ', rule.Columns.Select(column => column.Name)));
        Assert.Equal(isMonotone, rule.IsMonotone);
    }

    [Theory] // [RT22]
    [InlineData("exists (select from public.friends f where f.person = owner)")]
    [InlineData("owner in (select person from public.friends)")]
    [InlineData("at > now()")]
    [InlineData("at > current_timestamp")]
    [InlineData("random() < 2")]
    [InlineData("pg_has_role(current_user, 'authenticated', 'usage')")]
    [InlineData("rows.* is not null")]
    [InlineData("ctid is not null")]
    [InlineData("public.reads_table()")]
    [InlineData("public.calls_reader()")]
    [InlineData("public.runs_text()")]
    [InlineData("public.parsed()")]
    public async Task PoliciesThatReadMore_AreAskedEveryTime(string condition) =>
        Assert.IsType<VisibilityRule.Asked>(await RuleAsync(condition));

    [Fact] // [RT22]
    public async Task Roles_HaveTheRulesOfTheirOwnPolicies_AndRestrictiveOnesCount()
    {
        await _database.ExecuteAsync(
            """
            create policy a on public.rows for select to authenticated using (word = 'x');
            create policy b on public.rows for all to authenticated using (owner = auth.uid());
            create policy c on public.rows as restrictive for select using (id > 3);
            create policy d on public.rows for insert with check (at > now());
            """);
        await LoadAsync();
        var person = Assert.IsType<VisibilityRule.Remembered>(await RuleOfAsync("authenticated"));
        Assert.Equal(["id", "owner", "word"], person.Columns.Select(column => column.Name));
        Assert.Equal("((word = 'x'::text) or (owner = auth.uid())) and ((id > 3))", person.Condition);
        var anonymous = Assert.IsType<VisibilityRule.Remembered>(await RuleOfAsync("anon"));
        Assert.Equal("(false) and ((id > 3))", anonymous.Condition);
        Assert.IsType<VisibilityRule.Open>(await RuleOfAsync("service_role"));
        Assert.IsType<VisibilityRule.Asked>(await RuleOfAsync("somebody_else"));
    }

    private async Task<VisibilityRule> RuleAsync(string condition)
    {
        await _database.ExecuteAsync($"create policy one on public.rows for select using ({condition})");
        await LoadAsync();
        return await RuleOfAsync("authenticated");
    }

    private async Task<VisibilityRule> RuleOfAsync(string role) => Policies.RuleFor(await OidAsync(), role);

    private async Task LoadAsync() => await Policies.LoadAsync(await OidAsync(), "rows", CancellationToken.None);

    private async Task<uint> OidAsync() => await _database.ScalarAsync<uint>("select 'public.rows'::regclass::oid");
}
