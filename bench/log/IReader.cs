using Npgsql.Replication;
using Npgsql.Replication.PgOutput;

namespace PortalChat.LogBench;

/// <summary>Reads rows from the log and writes each as JSON, which is what becomes of them.</summary>
internal interface IReader
{
    string Name { get; }

    /// <param name="connection">Open.</param>
    /// <param name="slot">Where to begin.</param>
    /// <param name="row">Told of every row; false ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task ReadAsync(
        LogicalReplicationConnection connection,
        PgOutputReplicationSlot slot,
        Func<bool> row,
        CancellationToken cancellationToken);
}
