using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Responses;

/// <summary>Names those preferences that had a say in the response.</summary>
internal static class PreferenceApplied
{
    /// <param name="given">What the request asked for.</param>
    /// <param name="write">Which kinds of preference this request obeys at all.</param>
    public static string? Of(Preferences given, AppliesTo write)
    {
        var applied = new List<string>();
        if (write.HasFlag(AppliesTo.Resolution) && given.Resolution is { } resolution)
            applied.Add(resolution == ResolutionKind.Merge ? "resolution=merge-duplicates" : "resolution=ignore-duplicates");
        if (write.HasFlag(AppliesTo.Missing) && given.MissingIsDefault is { } missing)
            applied.Add(missing ? "missing=default" : "missing=null");
        if (write.HasFlag(AppliesTo.Return) && given.Return is { } kind)
        {
            applied.Add(kind switch
            {
                ReturnKind.Representation => "return=representation",
                ReturnKind.HeadersOnly => "return=headers-only",
                _ => "return=minimal",
            });
        }

        if (given.Count is { } count)
        {
            applied.Add(count switch
            {
                CountKind.Exact => "count=exact",
                CountKind.Planned => "count=planned",
                _ => "count=estimated",
            });
        }

        if (given.IsRollback is { } rollback)
            applied.Add(rollback ? "tx=rollback" : "tx=commit");
        if (given.IsStrict is { } strict)
            applied.Add(strict ? "handling=strict" : "handling=lenient");
        if (given.TimeZone is { } zone)
            applied.Add("timezone=" + zone);
        if (write.HasFlag(AppliesTo.MaxAffected) && given is { IsStrict: true, MaxAffected: { } most })
            applied.Add($"max-affected={most}");
        return applied.Count == 0 ? null : string.Join(", ", applied);
    }
}

[Flags]
internal enum AppliesTo
{
    None = 0,
    Resolution = 1,
    Missing = 2,
    Return = 4,
    MaxAffected = 8,
}
