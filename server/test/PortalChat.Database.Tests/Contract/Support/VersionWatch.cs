using System.Collections.Concurrent;

namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>Collects versions of one row as callers were given them: <c>updated_at</c> and <c>row</c>.</summary>
internal sealed class VersionWatch
{
    private readonly ConcurrentBag<(DateTime Version, string Row)> _seen = [];

    public void See(Answer answer)
    {
        foreach (var row in answer.Rows)
        {
            _seen.Add(((DateTime)row["updated_at"]!, (string)row["row"]!));
        }
    }

    /// <summary>Whoever has the same version has the same row.</summary>
    public void AssertOneRowPerVersion()
    {
        Assert.NotEmpty(_seen);
        Assert.All(_seen.GroupBy(seen => seen.Version), version => Assert.Single(version.Select(seen => seen.Row).Distinct()));
    }
}
