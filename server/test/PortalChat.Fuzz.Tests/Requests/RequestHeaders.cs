using System.Text;
using PortalChat.Fuzz.Tests.Mutation;
using PortalChat.Fuzz.Tests.Serving;

namespace PortalChat.Fuzz.Tests.Requests;

/// <summary>Who asks, in which form, preferring what.</summary>
internal static class RequestHeaders
{
    private static readonly (string Name, string Value)[] Others =
    [
        ("Prefer", "return=representation"), ("Prefer", "count=exact"), ("Prefer", "count=planned"), ("Prefer", "count=estimated"),
        ("Prefer", "missing=default, return=representation"), ("Prefer", "resolution=merge-duplicates, return=representation"),
        ("Prefer", "handling=strict, max-affected=1"), ("Prefer", "timezone=Etc/UTC, tx=rollback"), ("Prefer", "return=headers-only"),
        ("Prefer", "params=single-object"), ("Prefer", "resolution=ignore-duplicates"), ("Accept", "application/vnd.pgrst.object+json"), ("Accept", "text/csv"),
        ("Accept", "application/vnd.pgrst.plan+json; for=\"application/json\"; options=analyze|verbose"), ("Accept", "application/vnd.pgrst.array+json;nulls=stripped"),
        ("Accept", "application/geo+json"), ("Accept", "*/*;q=0.1, text/html"), ("Range", "1-2"), ("Range-Unit", "items"), ("Origin", "https://example.com"),
        ("Access-Control-Request-Method", "POST"), ("Content-Encoding", "gzip"), ("X-Client-Info", "supabase-js/2"), ("X-Supabase-Api-Version", "2024-01-01"),
        ("If-None-Match", "\"a\""), ("Cookie", "a=b"), ("X-Forwarded-For", "10.0.0.1"), ("X-Http-Method-Override", "DELETE"),
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "text/csv", "application/x-www-form-urlencoded", "text/plain", "text/xml", "application/octet-stream", "application/json; charset=utf-16",
        "application/vnd.pgrst.object+json", "multipart/form-data; boundary=x", "",
    ];

    private static readonly string[] Profiles = ["shop", "public", "auth", "storage", "pg_catalog", "", "Shop"];

    public static IReadOnlyList<(string Name, string Value)> Make(
        FuzzCast cast, bool isAdmin, string target, string body, Random random)
    {
        var key = isAdmin ? cast.SecretKey : cast.PublicKey;
        var headers = new List<(string, string)> { ("apikey", key), ("Authorization", "Bearer " + Bearer(cast.TokenFor(target), key, isAdmin, random)) };
        if (body.Length > 0)
        {
            headers.Add(("Content-Type", random.Next(20) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : TypeOf(target, body)));
        }

        if (target.StartsWith("/rest", StringComparison.Ordinal) && !target.Contains("chat", StringComparison.Ordinal))
        {
            var profile = random.Next(30) == 0 ? Profiles[random.Next(Profiles.Length)] : "shop";
            headers.Add(("Accept-Profile", profile));
            headers.Add(("Content-Profile", profile));
        }

        for (var more = random.Next(3); more > 0; more--)
        {
            headers.Add(Others[random.Next(Others.Length)]);
        }

        return headers;
    }

    /// <summary>One of them changed, and then perhaps there twice. A header holds no line breaks: those are framing.</summary>
    public static IReadOnlyList<(string Name, string Value)> Mutate(IReadOnlyList<(string Name, string Value)> headers, Random random)
    {
        var changed = headers.ToList();
        var at = random.Next(changed.Count);
        var (name, value) = changed[at];
        changed[at] = (name, InOneLine(TextMutation.Mutate(value, random)));
        if (random.Next(4) == 0)
        {
            changed.Add((name, value));
        }

        return changed;
    }

    private static string Bearer(string token, string key, bool isAdmin, Random random) => random.Next(20) switch
    {
        _ when isAdmin => key,
        0 => key,
        1 => InOneLine(TextMutation.Mutate(token, random)),
        2 => TokenMutation.Mutate(token, random),
        _ => token,
    };

    private static string TypeOf(string target, string body) => body[0] switch
    {
        '{' or '[' => "application/json",
        _ when target.Contains("shelves", StringComparison.Ordinal) => "text/csv",
        _ when target.Contains("makers", StringComparison.Ordinal) => "application/x-www-form-urlencoded",
        _ => "text/plain",
    };

    private static string InOneLine(string text) =>
        new StringBuilder(text).Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ').ToString();
}
