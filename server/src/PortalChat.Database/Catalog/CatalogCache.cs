using Npgsql;

namespace PortalChat.Database.Catalog;

/// <summary>
/// The newest <see cref="CatalogSnapshot"/>. Readers take <see cref="Current"/> once per request and never see
/// half of a change.
/// </summary>
/// <param name="dataSource">Any login; only <c>pg_catalog</c> is read.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001",
    Justification = "Its semaphore holds nothing that needs disposing, and a read under way when the server ends still uses it.")]
public sealed class CatalogCache(NpgsqlDataSource dataSource)
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private CatalogSnapshot? _current;

    /// <summary>Null until the first read has succeeded.</summary>
    public CatalogSnapshot? Current => Volatile.Read(ref _current);

    /// <summary>Reads the catalog anew. On failure the old snapshot stays.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public async Task<CatalogSnapshot> ReloadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await ReloadAsync(connection, cancellationToken);
    }

    /// <summary>The same over a connection that is there already.</summary>
    internal async Task<CatalogSnapshot> ReloadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var snapshot = await CatalogReader.ReadAsync(connection, _current?.TimeZones, cancellationToken);
            Volatile.Write(ref _current, snapshot);
            return snapshot;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
