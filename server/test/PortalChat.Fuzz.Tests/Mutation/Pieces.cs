namespace PortalChat.Fuzz.Tests.Mutation;

/// <summary>What the dialects' own languages are made of, and what breaks careless readers of text.</summary>
internal static class Pieces
{
    public static IReadOnlyList<string> All { get; } =
    [
        "(", ")", ",", ".", ":", "::", "!", "->", "->>", "...", "\"", "\\", "{", "}", "[", "]", "*", "'", ";", "--", "/*", "$1", "$$", "&", "=", "?", "#",
        "%00", "%", "%zz", "%2e%2e%2f", "%252f", "+", "/", "//", "..", "\0", "\t", "\r\n", "\u0001", "\u007f", "\ufeff", "\u202e", "é", "\ud83d\ude00", "\ud800", "\\u0000", "\\ud800",
        "null", "true", "false", "not.", "eq.", "in.", "in.(", "is.", "fts.", "match.", "any", "eq(any).", "select=", "order=", "limit=", "or=", "and=(", "columns=", "on_conflict=", "offset=",
        "id", "goods", "labels", "makers", "maker_id", "chat_messages", "count()", "price.sum()", "pgrst_source", "t0", "ctid", "oid", "auto", "int4", "text", "::regclass", "::xml", "::json",
        "-1", "0", "2147483648", "99999999999999999999", "1e999", "1e-999", "NaN", "infinity", "-infinity", "0x10", "{}", "[]", "\"\"", "[[", "{\"", "inner", "desc", "nullsfirst",
        "phx_join", "phx_leave", "realtime:", "phoenix", "broadcast", "presence", "access_token", "INSERT", "(?=a)", "(a+)+$", "[[:alpha:]]", "a{1,9999}",
        "24h", "none", "recovery", "s256", "Bearer ", "eyJ", "2026-01-01", "294277-01-01", "0000-00-00", "11111111-1111-1111-1111-111111111111",
    ];

    public static string Any(Random random) => All[random.Next(All.Count)];
}
