using System.Globalization;
using System.Text;
using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Conformance;

/// <summary>
/// [RE65] Mutated requests against the real server: none is answered with a 5xx, and the server is well afterwards.
/// <c>PORTALCHAT_FUZZ=200000</c> runs that many; <c>PORTALCHAT_FUZZ_SEED</c> repeats a run.
/// </summary>
public sealed class FuzzTests(PostgresFixture postgres)
{
    private const int Few = 1500;

    private static readonly string[] Seeds =
    [
        "GET goods?select=id,title:name::text,details->size->>w&id=gte.1&order=id.desc.nullslast&limit=2&offset=1",
        "GET goods?or=(id.eq.1,not.and(name.like.*a*,tags.cs.{red,fruit}))&name=in.(\"a,b\",c)",
        "GET goods?select=id,maker:makers!maker_id(name),placements!inner(amount,shelves(label)),...labels(text)&placements.amount=gt.1&order=maker(name)",
        "GET goods?select=maker_id,price.sum(),n:count()&note=wfts(english).quick fox&sold=ov.[1,5)",
        "GET goods?select=full_name,main_label(*),all_placements(amount)&all_placements.limit=1&main_label=not.is.null",
        "HEAD goods?select=*&is_fragile=is.true&external_id=eq.22222222-2222-2222-2222-222222222222",
        "GET folders?select=name,folders(name,folders(name)),parent_id(name)&folders.or=(id.eq.1,id.in.(2,3))",
        "POST goods?columns=id,name,price&on_conflict=id&select=id,name {\"id\":1,\"name\":\"a\",\"price\":\"auto\",\"details\":{\"a\":[1,null]}}",
        "POST goods [{\"name\":\"a\",\"tags\":[\"x\"],\"sold\":\"[1,2)\",\"mood\":\"calm\"},{\"name\":\"b\",\"tags\":[],\"sold\":null,\"mood\":\"auto\"}]",
        "PATCH goods?id=eq.1&select=id {\"name\":\"z\",\"made_at\":\"auto\",\"price\":1.5e3}",
        "PUT shelves?id=eq.9 {\"id\":9,\"label\":\"x\"}",
        "DELETE shelves?id=gt.500",
        "GET rpc/goods_of?maker=1&select=id,makers!maker_id(name)&id=gt.1",
        "GET rpc/sum_of?numbers=1&numbers=2",
        "POST rpc/shapes {\"list\":[1,2],\"doc\":{\"a\":null},\"moody\":\"wild\",\"word\":\"w\",\"num\":1.5,\"flag\":true,\"good\":{\"id\":1}}",
        "POST rpc/add {\"a\":1,\"b\":2}",
    ];

    private static readonly string[] Tokens =
    [
        "(", ")", ",", ".", ":", "::", "!", "->", "->>", "...", "\"", "\\", "{", "}", "[", "]", "*", "'", ";", "--", "$1", "&", "=", "%00", "%", "+",
        "null", "not.", "eq.", "in.", "is.", "fts.", "any", "select=", "order=", "limit=", "or=", "and=", "id", "goods", "labels", "maker_id",
        "count()", "price.sum()", "-1", "0", "99999999999999999999", "1e999", "NaN", "infinity", "é", "\ud83d\ude00", "\u0001", "auto", "int4", "text",
        "true", "{}", "[]", "\"\"", "\\u0000", "\\ud800", "inner", "desc", "columns=", "on_conflict=", "offset=", "t0", "pgrst_source", "ctid",
    ];

    private static readonly (string, string)[] Headers =
    [
        ("Prefer", "return=representation"), ("Prefer", "count=exact"), ("Prefer", "count=planned"), ("Prefer", "missing=default, return=representation"),
        ("Prefer", "resolution=merge-duplicates, return=representation"), ("Prefer", "handling=strict, max-affected=1"), ("Prefer", "timezone=Etc/UTC, tx=rollback"),
        ("Accept", "application/vnd.pgrst.object+json"), ("Accept", "text/csv"), ("Accept", "application/vnd.pgrst.plan+json"),
        ("Accept", "application/vnd.pgrst.array+json;nulls=stripped"), ("Range", "1-2"), ("Content-Type", "text/csv"),
        ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Type", "text/plain"), ("Prefer", "return=headers-only"),
    ];

    [Fact]
    public async Task Requests_Mutated_AreNeverAnsweredWithAServerError()
    {
        await using var shop = await Shop.OpenAsync(postgres, options =>
        {
            options.Aggregates = true;
            options.Plan = true;
            options.TxEnd = true;
        });
        var count = Number("PORTALCHAT_FUZZ") ?? Few;
        var seed = Number("PORTALCHAT_FUZZ_SEED") ?? 20261122;
        var random = new Random(seed);
        var failures = new List<string>();
        for (var run = 0; run < count && failures.Count < 20; run++)
        {
            var text = Mutate(Seeds[random.Next(Seeds.Length)], random);
            var header = random.Next(2) == 0 ? Headers[random.Next(Headers.Length)] : ("X-Nothing", "1");
            var answer = await SendAsync(shop.Server, text, header);
            if (answer.Status >= 500)
                failures.Add($"{answer.Status} {header} {text}\n    {answer.Text}");
        }

        failures.AddRange(shop.Server.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Take(5));
        Assert.True(failures.Count == 0, $"seed {seed}:\n{string.Join('\n', failures)}");
        Assert.Equal(200, (await shop.Server.GetAsync("makers?select=id")).Status);
    }

    private static async Task<Answer> SendAsync(RestServer server, string text, (string Name, string Value) header)
    {
        var parts = text.Split(' ', 3);
        var path = parts[1].Split('?', 2);
        // Reserved characters stay as they are; what no URL can hold is escaped.
        var query = path.Length > 1 ? "?" + Escape(path[1]) : "";
        return await server.SendAsync(parts[0], path[0] + query, parts.Length > 2 ? parts[2] : null, null, header);
    }

    private static string Mutate(string seed, Random random)
    {
        var space = seed.IndexOf(' ', StringComparison.Ordinal);
        var fixedPart = Math.Max(seed.IndexOf('?', StringComparison.Ordinal), space) + 1;
        var text = new StringBuilder(seed);
        for (var times = random.Next(4); times >= 0; times--)
        {
            if (text.Length <= fixedPart)
                break;
            var place = random.Next(fixedPart, text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(place, Math.Min(random.Next(1, 6), text.Length - place));
                    break;
                case 1:
                    text.Insert(place, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 2:
                    text[place] = (char)random.Next(32, 127);
                    break;
                default:
                    var from = random.Next(fixedPart, text.Length);
                    text.Insert(place, text.ToString(from, Math.Min(random.Next(1, 20), text.Length - from)));
                    break;
            }
        }

        return text.ToString();
    }

    private static string Escape(string query)
    {
        var escaped = new StringBuilder();
        foreach (var rune in query.EnumerateRunes())
        {
            if (rune.Value is > 32 and < 127 and not '#' and not '"' and not '<' and not '>' and not '\\' and not '^' and not '`')
                escaped.Append(rune);
            else
                escaped.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
