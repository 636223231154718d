using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PortalChat.Rest.Requests;

/// <summary>The <c>Prefer</c> headers (RFC 7240). The first of two that contradict each other counts.</summary>
internal sealed record Preferences
{
    private static readonly char[] Separators = [','];

    public ReturnKind? Return { get; private set; }

    public CountKind? Count { get; private set; }

    public ResolutionKind? Resolution { get; private set; }

    public bool? MissingIsDefault { get; private set; }

    public bool? IsStrict { get; private set; }

    public bool? IsRollback { get; private set; }

    public long? MaxAffected { get; private set; }

    public string? TimeZone { get; private set; }

    public IReadOnlyList<string> Invalid { get; private set; } = [];

    /// <param name="headers">All values of <c>Prefer</c>.</param>
    /// <param name="timeZones">Those that Postgres knows.</param>
    /// <param name="allowTransactionEnd">Whether <c>tx=</c> counts at all.</param>
    public static Preferences Parse(StringValues headers, IReadOnlySet<string> timeZones, bool allowTransactionEnd)
    {
        var found = new Preferences();
        var invalid = new List<string>();
        foreach (var header in headers)
        {
            foreach (var raw in (header ?? "").Split(Separators, StringSplitOptions.TrimEntries))
            {
                if (raw.Length > 0 && !found.Take(raw, timeZones, allowTransactionEnd))
                    invalid.Add(raw);
            }
        }

        found.Invalid = invalid;
        return found;
    }

    private bool Take(string preference, IReadOnlySet<string> timeZones, bool allowTransactionEnd)
    {
        switch (preference)
        {
            case "return=representation":
                Return ??= ReturnKind.Representation;
                return true;
            case "return=minimal":
                Return ??= ReturnKind.Minimal;
                return true;
            case "return=headers-only":
                Return ??= ReturnKind.HeadersOnly;
                return true;
            case "count=exact":
                Count ??= CountKind.Exact;
                return true;
            case "count=planned":
                Count ??= CountKind.Planned;
                return true;
            case "count=estimated":
                Count ??= CountKind.Estimated;
                return true;
            case "resolution=merge-duplicates":
                Resolution ??= ResolutionKind.Merge;
                return true;
            case "resolution=ignore-duplicates":
                Resolution ??= ResolutionKind.Ignore;
                return true;
            case "missing=default":
                MissingIsDefault ??= true;
                return true;
            case "missing=null":
                MissingIsDefault ??= false;
                return true;
            case "handling=strict":
                IsStrict ??= true;
                return true;
            case "handling=lenient":
                IsStrict ??= false;
                return true;
            case "tx=commit":
                if (allowTransactionEnd)
                    IsRollback ??= false;
                return true;
            case "tx=rollback":
                if (allowTransactionEnd)
                    IsRollback ??= true;
                return true;
        }

        if (preference.StartsWith("max-affected=", StringComparison.Ordinal))
        {
            if (long.TryParse(preference.AsSpan("max-affected=".Length), CultureInfo.InvariantCulture, out var rows))
                MaxAffected ??= rows;
            return true;
        }

        if (preference.StartsWith("timezone=", StringComparison.Ordinal)
            && timeZones.Contains(preference["timezone=".Length..]))
        {
            TimeZone ??= preference["timezone=".Length..];
            return true;
        }

        return false;
    }
}

internal enum ReturnKind
{
    Minimal,
    Representation,
    HeadersOnly,
}

internal enum CountKind
{
    Exact,
    Planned,
    Estimated,
}

internal enum ResolutionKind
{
    Merge,
    Ignore,
}
