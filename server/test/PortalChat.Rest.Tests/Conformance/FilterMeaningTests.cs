using System.Globalization;
using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Conformance;

/// <summary>[RE12] [RE13] [RE14] A made-up filter finds the rows that the same filter, written as SQL by hand, finds.</summary>
public sealed class FilterMeaningTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private const int Seed = 20261122;

    private static readonly string[] Texts =
    [
        "apple", "bowl", "cup, \"large\"", "drum", "100% loud*", "a,b", "(x)", "\"", "\\", "'", "{a,b}", "", " ", "null", "not.eq.1", "é😀", "a.b", "%", "$1",
    ];

    [Fact]
    public async Task Filters_MadeUp_MeanWhatTheirSqlMeans()
    {
        var random = new Random(Seed);
        for (var run = 0; run < 250; run++)
        {
            var filter = Tree(random, depth: 3);
            var sql = $"select coalesce(string_agg(id::text, ' ' order by id), '') from shop.goods where {filter.Sql}";
            var expected = await shop.Database.ScalarAsync<string>(sql);
            var answer = await shop.Server.GetAsync($"goods?select=id&order=id&and={Uri.EscapeDataString($"({filter.Url})")}");

            Assert.True(answer.Status == 200, $"run {run}: {filter.Url}\n{answer.Text}");
            Assert.True(expected == answer.Values("id"), $"run {run}: {filter.Url}\n{filter.Sql}\nexpected {expected}, was {answer.Values("id")}");
        }
    }

    private static Written Tree(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return Leaf(random);
        var members = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Tree(random, depth - 1)).ToList();
        var word = random.Next(2) == 0 ? "and" : "or";
        var not = random.Next(3) == 0;
        return new Written(
            (not ? "not." : "") + word + "(" + string.Join(',', members.Select(member => member.Url)) + ")",
            (not ? "not " : "") + "(" + string.Join($" {word} ", members.Select(member => member.Sql)) + ")");
    }

    private static Written Leaf(Random random)
    {
        var not = random.Next(3) == 0;
        var test = Test(random);
        var dot = test.Url.IndexOf('.', StringComparison.Ordinal);
        return not
            ? new Written(test.Url[..dot] + ".not" + test.Url[dot..], $"not ({test.Sql})")
            : test with { Sql = $"({test.Sql})" };
    }

    private static Written Test(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        var number = random.Next(0, 6).ToString(CultureInfo.InvariantCulture);
        var (word, sign) = random.Next(6) switch
        {
            0 => ("eq", "="),
            1 => ("neq", "<>"),
            2 => ("gt", ">"),
            3 => ("gte", ">="),
            4 => ("lt", "<"),
            _ => ("lte", "<="),
        };
        return random.Next(12) switch
        {
            0 => new($"id.{word}.{number}", $"id {sign} {number}"),
            1 => new($"name.{word}.{Quoted(text)}", $"name {sign} {Literal(text)}"),
            2 => new($"note.like.{Quoted(Pattern(text))}", $"note like {Literal(Pattern(text).Replace('*', '%'))}"),
            3 => new($"name.in.({Quoted(text)},drum)", $"name in ({Literal(text)}, 'drum')"),
            4 => new("maker_id.is.null", "maker_id is null"),
            5 => new("is_fragile.is.true", "is_fragile is true"),
            6 => new("tags.cs.{home}", "tags @> '{home}'"),
            7 => new("tags.ov.{red,gift}", "tags && '{red,gift}'"),
            8 => new($"details->>n.{word}.{number}", $"details ->> 'n' {sign} '{number}'"),
            9 => new($"details->size->w.eq.{number}", $"details -> 'size' -> 'w' = '{number}'"),
            10 => new($"maker_id.isdistinct.{number}", $"maker_id is distinct from {number}"),
            _ => new($"price.gt(any).{{1.5,{number}}}", $"price > any ('{{1.5,{number}}}')"),
        };
    }

    /// <summary>Without a backslash at the end, which Postgres refuses in a pattern.</summary>
    private static string Pattern(string text) => text.TrimEnd('\\');

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private sealed record Written(string Url, string Sql);
}
