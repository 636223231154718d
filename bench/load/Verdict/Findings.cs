using System.Text.Json.Nodes;

namespace PortalChat.Load.Verdict;

/// <summary>What must all be zero: anything else is a failure, not a figure.</summary>
/// <param name="Lost">Messages in the table that a socket never saw, per socket.</param>
/// <param name="Doubled">Deliveries of a number that was there already.</param>
/// <param name="Misordered">Deliveries before the one that has the number before.</param>
/// <param name="Leaked">Deliveries to a socket that may not see them.</param>
/// <param name="Unstored">Messages that were acknowledged and are not in the table exactly once.</param>
/// <param name="Refused">Requests that got no 2xx.</param>
internal sealed record Findings(long Lost, long Doubled, long Misordered, long Leaked, long Unstored, long Refused)
{
    public bool AllIsWell => this == new Findings(0, 0, 0, 0, 0, 0);

    public IEnumerable<(string, JsonNode?)> Cells =>
    [
        ("lost", Lost), ("doubled", Doubled), ("misordered", Misordered), ("leaked", Leaked),
        ("unstored", Unstored), ("refused", Refused),
    ];
}
