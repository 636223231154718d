using System.Globalization;
using Npgsql;

namespace PortalChat.Load.People;

/// <summary>
/// Players, each with one chat that a GRE has, and the GREs. Ids follow from numbers, so that a frame says whose it is
/// without a look-up, and pgbench can write to the same chats.
/// </summary>
internal static class Population
{
    private const string PlayerPrefix = "00000000-0000-4000-8000-";
    private const string ChatPrefix = "00000000-0000-4000-9000-";
    public const string GrePrefix = "00000000-0000-4000-a000-";

    public static string Player(int number) => PlayerPrefix + Digits(number);

    public static string Chat(int number) => ChatPrefix + Digits(number);

    public static string Gre(int number) => GrePrefix + Digits(number);

    /// <summary>The number in an id's last group.</summary>
    public static int NumberOf(ReadOnlySpan<byte> id) => int.Parse(id[24..36], CultureInfo.InvariantCulture);

    /// <summary>Adds who is missing. Straight into the tables: this is the stage, not the play.</summary>
    public static async Task SeedAsync(NpgsqlDataSource owner, int players, int gres, CancellationToken cancellationToken)
    {
        await RunAsync(owner, $$"""
            insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
            select ('{{GrePrefix}}' || lpad(n::text, 12, '0'))::uuid, 'authenticated', 'authenticated',
              'gre-' || n || '@load.example', '{"role": "gre"}', '{}', now(), now()
            from generate_series(1, {{gres}}) n on conflict do nothing
            """, cancellationToken);
        await RunAsync(owner, $$"""
            insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
            select ('{{PlayerPrefix}}' || lpad(n::text, 12, '0'))::uuid, 'authenticated', 'authenticated',
              'player-' || n || '@load.example', '{}', '{}', now(), now()
            from generate_series(1, {{players}}) n on conflict do nothing
            """, cancellationToken);
        await RunAsync(owner, $"""
            insert into public.chat_requests (id, player_id, status, gre_staff_id)
            select ('{ChatPrefix}' || lpad(n::text, 12, '0'))::uuid, ('{PlayerPrefix}' || lpad(n::text, 12, '0'))::uuid,
              'active', ('{GrePrefix}' || lpad((1 + n % {gres})::text, 12, '0'))::uuid
            from generate_series(1, {players}) n on conflict do nothing
            """, cancellationToken);
        await RunAsync(owner, "analyze public.chat_requests", cancellationToken);
    }

    /// <summary>Which GRE has a chat of <see cref="SeedAsync"/>.</summary>
    public static int GreOf(int chat, int gres) => 1 + (chat % gres);

    private static async Task RunAsync(NpgsqlDataSource owner, string sql, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Digits(int number) => number.ToString("D12", CultureInfo.InvariantCulture);
}
