using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;

namespace PortalChat.Rest.Options;

/// <summary>What <c>/rest/v1</c> shows and how much of it. The section <c>Api</c> of the settings.</summary>
public sealed class RestOptions
{
    /// <summary>In the lists below: everything in the exposed schemas.</summary>
    public const string All = "*";

    /// <summary>The first one answers requests without a profile header.</summary>
    public IList<string> Schemas { get; } = ["public"];

    /// <summary>Tables and views by name, with or without their schema, or <see cref="All"/>. Nothing else can be named.</summary>
    public IList<string> Tables { get; } = [];

    /// <summary>Functions by name, with or without their schema, or <see cref="All"/>.</summary>
    public IList<string> Functions { get; } = [];

    /// <summary>
    /// Tables whose inserts of one row, and functions whose calls, may share a transaction with those of other callers
    /// (<see cref="SessionSettings.SharesAs"/>), each with the column or argument whose uuid stands for the rows that are
    /// locked; where there is none, the caller's id does.
    /// </summary>
    public IDictionary<string, string> SharedWrites { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Searched for unqualified names inside functions, after the request's schema. Supabase's default.</summary>
    public IList<string> ExtraSearchPath { get; } = ["public", "extensions"];

    /// <summary>Rows in one response; Supabase's default.</summary>
    public int MaxRows { get; set; } = 1000;

    /// <summary>
    /// Bytes of one request body. A message has at most 4000 characters; this leaves room for bulk inserts and keeps
    /// a hundred simultaneous bodies well inside a small machine's memory.
    /// </summary>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// How long one statement may run; Supabase's default for signed-in people. Zero leaves the login's own limit.
    /// </summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Allows <c>sum()</c>, <c>count()</c> and the others in <c>select</c>. Off, as upstream: they can be costly.</summary>
    public bool Aggregates { get; set; }

    /// <summary>Allows <c>Accept: application/vnd.pgrst.plan</c>. Off, as upstream: plans show other people's data.</summary>
    public bool Plan { get; set; }

    /// <summary>Describes what is exposed at <c>/rest/v1/</c>.</summary>
    public bool OpenApi { get; set; } = true;

    /// <summary>Allows <c>Prefer: tx=rollback</c>.</summary>
    public bool TxEnd { get; set; }

    /// <summary>
    /// Names that clients may still use, each with the one that is right; only ever shown in a hint.
    /// </summary>
    public IDictionary<string, string> LegacyNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether one of the lists above names it.</summary>
    internal bool Lists(IList<string> list, QualifiedName name) =>
        Schemas.Contains(name.Schema) && (list.Contains(All) || Names(name).Any(list.Contains));

    /// <summary>What the lists above may call it.</summary>
    internal IEnumerable<string> Names(QualifiedName name) =>
        name.Schema == Schemas[0] ? [name.ToString(), name.Name] : [name.ToString()];

    /// <summary>What is wrong with these options, or null.</summary>
    public string? Check() => this switch
    {
        { Schemas.Count: 0 } => "Api:Schemas is empty: name at least one schema.",
        { MaxRows: < 1 } => "Api:MaxRows must be at least 1.",
        _ when StatementTimeout < TimeSpan.Zero => "Api:StatementTimeout must not be negative.",
        { MaxBodyBytes: < 1024 } => "Api:MaxBodyBytes must be at least 1024.",
        _ => null,
    };
}
