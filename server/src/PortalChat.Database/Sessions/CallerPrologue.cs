using Npgsql;
using NpgsqlTypes;
using PortalChat.Auth.Callers;

namespace PortalChat.Database.Sessions;

/// <summary>
/// The statements that make a transaction a caller's: role, claims and what the session shall know besides, each only for
/// the transaction. Each returns a result.
/// </summary>
internal static class CallerPrologue
{
    private const string Sql =
        "select pg_catalog.set_config('role', $1, true), pg_catalog.set_config('request.jwt.claims', $2, true), "
        + "pg_catalog.set_config('request.method', $3, true), pg_catalog.set_config('request.path', $4, true), "
        + "pg_catalog.set_config('request.headers', $5, true), pg_catalog.set_config('search_path', $6, true), "
        + "pg_catalog.set_config('transaction_read_only', $7, true), "
        + "pg_catalog.set_config('statement_timeout', coalesce($8, pg_catalog.current_setting('statement_timeout')), true), "
        + "pg_catalog.set_config('lock_timeout', coalesce($9, pg_catalog.current_setting('lock_timeout')), true)";

    private const string TimeZone = "select pg_catalog.set_config('timezone', $1, true)";

    /// <param name="batch">Gets them at its end.</param>
    /// <param name="caller">Whose rights apply.</param>
    /// <param name="settings">What else the session shall know.</param>
    /// <param name="lockTimeout">How long to wait for a lock (SQLSTATE 55P03 afterwards), or null for the login's own limit.</param>
    public static void Add(NpgsqlBatch batch, Caller caller, SessionSettings settings, TimeSpan? lockTimeout = null)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                Text(caller.Role), Text(caller.Claims), Text(settings.Method), Text(settings.Path),
                Text(settings.Headers), Text(settings.SearchPath), Text(settings.ReadOnly ? "on" : "off"),
                Milliseconds(settings.StatementTimeout), Milliseconds(lockTimeout),
            },
        });
        if (settings.TimeZone is { } timeZone)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(TimeZone) { Parameters = { Text(timeZone) } });
        }
    }

    private static NpgsqlParameter Milliseconds(TimeSpan? limit) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Text,
        Value = limit is { } some ? $"{some.TotalMilliseconds:0}" : DBNull.Value,
    };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
}
