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
        for (var run = 0; run < 600; run++)
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
        return random.Next(8) switch
        {
            0 => OfText(text, word, sign, random),
            1 => OfQuantifier(number, word, sign, random),
            2 => OfRange(number, random),
            3 => OfArray(random),
            4 => OfJson(number, text, word, sign, random),
            5 => OfWords(random),
            6 => OfPresence(random),
            _ => new($"id.{word}.{number}", $"id {sign} {number}"),
        };
    }

    private static Written OfText(string text, string word, string sign, Random random) => random.Next(7) switch
    {
        0 => new($"name.{word}.{Quoted(text)}", $"name {sign} {Literal(text)}"),
        1 => new($"note.like.{Quoted(Pattern(text))}", $"note like {Literal(Pattern(text).Replace('*', '%'))}"),
        2 => new($"note.ilike.{Quoted(Pattern(text.ToUpperInvariant()))}", $"note ilike {Literal(Pattern(text.ToUpperInvariant()).Replace('*', '%'))}"),
        3 => new($"name.in.({Quoted(text)},drum)", $"name in ({Literal(text)}, 'drum')"),
        4 => new("name.match.\"^[a-c]\"", "name ~ '^[a-c]'"),
        5 => new("name.imatch.\"^[A-C].*[EL]\"", "name ~* '^[A-C].*[EL]'"),
        _ => new($"name.isdistinct.{Quoted(text)}", $"name is distinct from {Literal(text)}"),
    };

    private static Written OfQuantifier(string number, string word, string sign, Random random)
    {
        var all = random.Next(2) == 0 ? "any" : "all";
        return random.Next(4) switch
        {
            0 when word != "neq" => new($"price.{word}({all}).{{1.5,{number}}}", $"price {sign} {all} ('{{1.5,{number}}}')"),
            1 => new($"name.like({all}).{{a*,*l*}}", $"name like {all} ('{{a%,%l%}}')"),
            2 => new($"name.ilike({all}).{{A*,*L*}}", $"name ilike {all} ('{{A%,%L%}}')"),
            _ => new($"name.match({all}).{{^a,l$}}", $"name ~ {all} ('{{^a,l$}}')"),
        };
    }

    private static Written OfRange(string number, Random random)
    {
        var range = $"[{number},1{number})";
        var (word, sign) = random.Next(8) switch
        {
            0 => ("sl", "<<"),
            1 => ("sr", ">>"),
            2 => ("nxl", "&>"),
            3 => ("nxr", "&<"),
            4 => ("adj", "-|-"),
            5 => ("ov", "&&"),
            6 => ("cs", "@>"),
            _ => ("cd", "<@"),
        };
        return new($"sold.{word}.{Quoted(range)}", $"sold {sign} '{range}'");
    }

    private static Written OfArray(Random random) => random.Next(4) switch
    {
        0 => new("tags.cs.{home}", "tags @> '{home}'"),
        1 => new("tags.cd.{home,gift,red}", "tags <@ '{home,gift,red}'"),
        2 => new("tags.ov.{red,gift}", "tags && '{red,gift}'"),
        _ => new("tags.eq.{}", "tags = '{}'"),
    };

    private static Written OfJson(string number, string text, string word, string sign, Random random) => random.Next(7) switch
    {
        0 => new($"details->>n.{word}.{number}", $"details ->> 'n' {sign} '{number}'"),
        1 => new($"details->size->w.eq.{number}", $"details -> 'size' -> 'w' = '{number}'"),
        2 => new($"details->colors->>0.neq.{Quoted(text)}", $"details -> 'colors' ->> 0 <> {Literal(text)}"),
        3 => new("details->colors->>-1.in.(red,green)", "details -> 'colors' ->> -1 in ('red', 'green')"),
        4 => new("details.cs.\"{\\\"n\\\":7}\"", "details @> '{\"n\":7}'"),
        5 => new("details->size->>h.is.null", "details -> 'size' ->> 'h' is null"),
        _ => new("tags->>0.eq.red", "to_jsonb(tags) ->> 0 = 'red'"),
    };

    private static Written OfWords(Random random) => random.Next(6) switch
    {
        0 => new("note.fts.fox", "to_tsvector(note) @@ to_tsquery('fox')"),
        1 => new("note.fts(english).\"quick & foxes\"", "to_tsvector('english', note) @@ to_tsquery('english', 'quick & foxes')"),
        2 => new("note.plfts(english).\"jumps dogs\"", "to_tsvector('english', note) @@ plainto_tsquery('english', 'jumps dogs')"),
        3 => new("note.phfts(english).\"brown fox\"", "to_tsvector('english', note) @@ phraseto_tsquery('english', 'brown fox')"),
        4 => new("note.wfts(english).\"fox or loud -dogs\"", "to_tsvector('english', note) @@ websearch_to_tsquery('english', 'fox or loud -dogs')"),
        _ => new("details.fts(english).red", "to_tsvector('english', details) @@ to_tsquery('english', 'red')"),
    };

    private static Written OfPresence(Random random) => random.Next(6) switch
    {
        0 => new("maker_id.is.null", "maker_id is null"),
        1 => new("maker_id.is.not_null", "maker_id is not null"),
        2 => new("is_fragile.is.true", "is_fragile is true"),
        3 => new("is_fragile.is.FALSE", "is_fragile is false"),
        4 => new("is_fragile.is.unknown", "is_fragile is unknown"),
        _ => new("mood.in.(calm,wild)", "mood in ('calm', 'wild')"),
    };

    /// <summary>Without a backslash at the end, which Postgres refuses in a pattern.</summary>
    private static string Pattern(string text) => text.TrimEnd('\\');

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private sealed record Written(string Url, string Sql);
}
