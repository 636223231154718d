using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using PortalChat.Rest.Endpoints;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Requests.Syntax;

namespace PortalChat.Rest.Tests.Syntax;

/// <summary>[RE65] Whatever is sent, parsing ends in a plan or in the one error type with a 4xx status.</summary>
public sealed class ParserProperties
{
    private static readonly string[] Words =
    [
        "select", "order", "limit", "and", "or", "not", "id", "name", "eq", "in", "is", "null", "fts", "like", "any", "count()",
        "sum()", "->", "->>", "::", ":", "!", "!inner", "...", "(", ")", ",", ".", "{", "}", "\"", "\\", "*", "-", "-1", "0",
        "99999999999999999999", " ", "\t", "=", "&", "%", "%00", "\u0000", "\ud800", "é", "😀", "desc", "nullsfirst", "rel", "text",
    ];

    private static readonly Gen<string> Noise =
        Gen.Elements(Words).ListOf().Select(words => string.Concat(words));

    private static readonly Gen<string> Text =
        Gen.OneOf(Noise, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static readonly Gen<string> Preferred = Gen.Elements(
        "return=", "minimal", "representation", "count=", "exact", "planned", "handling=strict", "max-affected=", "-1", "99999999999999999999",
        "timezone=", "UTC", "tx=rollback", "missing=default", "resolution=", "merge-duplicates", ",", ";", " ", "=", "\"", "\\")
        .ListOf().Select(string.Concat);

    private static readonly Gen<string> Ranges = Gen.Elements("items=", "0", "7", "-", "9", "99999999999999999999", "9223372036854775807", ",", " ")
        .ListOf().Select(string.Concat);

    [Fact]
    public void Query_AnyText_ParsesOrIsRefused() => Check(Text, text => QueryParser.Parse("?" + text, isCall: false));

    [Fact]
    public void Query_AnyParameters_ParseOrAreRefused() =>
        Check(
            Gen.Zip(Noise, Noise),
            pair => QueryParser.Parse($"?{Uri.EscapeDataString(Safe(pair.Item1))}={Uri.EscapeDataString(Safe(pair.Item2))}", isCall: true));

    [Fact]
    public void Select_AnyText_ParsesOrIsRefused() => Check(Text, SelectParser.Parse);

    [Fact]
    public void Filter_AnyText_ParsesOrIsRefused() => Check(Text, text => FilterParser.Parse(text));

    [Fact]
    public void Logic_AnyText_ParsesOrIsRefused() =>
        Check(Text, text => LogicParser.Parse("(" + text + ")", isAnd: true, isNegated: false));

    [Fact]
    public void Order_AnyText_ParsesOrIsRefused() => Check(Text, OrderParser.Parse);

    [Fact]
    public void Accept_AnyText_IsNegotiatedOrRefused() => Check(Text, text => Representation.Negotiate(text, allowPlan: true));

    [Fact]
    public void Prefer_AnyText_IsReadOrRefused() =>
        Check(Gen.OneOf(Text, Preferred), text => Preferences.Parse(text, new HashSet<string> { "UTC" }, allowTransactionEnd: true));

    [Fact]
    public void Range_AnyText_NarrowsOrIsRefused() =>
        Check(Gen.OneOf(Text, Ranges), text =>
        {
            var http = new DefaultHttpContext { Request = { Method = "GET" } };
            http.Request.Headers.Range = text;
            var range = RangeHeader.Apply(http.Request, new RowRange(2, 5));
            Assert.True(range.Offset >= 2 && range.Limit is null or (>= 0 and <= 5), text);
        });

    [Fact]
    public void Csv_AndForms_AreReadOrRefused() =>
        Check(Text, text =>
        {
            PayloadReader.Read(CsvBody.ToJson(Encoding.UTF8.GetBytes(text)), sameKeys: true);
            PayloadReader.Read(FormBody.ToJson(Encoding.UTF8.GetBytes(text)), sameKeys: true);
            PayloadReader.ReadArguments(Encoding.UTF8.GetBytes(text));
        });

    [Fact]
    public void Body_AnyBytes_AreReadOrRefused() =>
        Check(ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []), bytes => PayloadReader.Read(bytes, sameKeys: true));

    [Fact]
    public void Body_AnyText_IsReadOrRefused() =>
        Check(
            Gen.Elements("{", "}", "[", "]", "\"a\"", "\"auto\"", ":", ",", "1", "null", " ", "\"\\ud800\"", "\\").ListOf(),
            parts => PayloadReader.Read(Encoding.UTF8.GetBytes(string.Concat(parts)), sameKeys: true));

    [Fact] // A quoted value is what was quoted, whatever is in it.
    public void List_QuotedValues_ComeBackUnchanged() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<NonNull<string>>().NonEmptyListOf().Select(values => values.Select(value => value.Get).ToList()).ToArbitrary(),
            values =>
            {
                var quoted = values.Select(value => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
                var (_, test) = FilterParser.Parse($"in.({string.Join(',', quoted)})");
                return ((FilterTest.In)test).Values.SequenceEqual(values);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Logic_NestedWithoutEnd_IsRefusedBeforeTheStackEnds()
    {
        var text = string.Concat(Enumerable.Repeat("and(", 100_000));

        var refused = Assert.Throws<RestException>(() => LogicParser.Parse("(" + text, isAnd: true, isNegated: false));
        Assert.Equal((400, "PGRST100"), (refused.Error.Status, refused.Error.Code));
        Assert.Throws<RestException>(() => SelectParser.Parse(string.Concat(Enumerable.Repeat("a(", 100_000))));
    }

    /// <summary>Half a surrogate pair cannot be written in a URL.</summary>
    private static string Safe(string text) => text.Replace("\ud800", "", StringComparison.Ordinal);

    private static void Check<T>(Gen<T> inputs, Func<T, object?> parse) =>
        Check(inputs, input => { parse(input); });

    private static void Check<T>(Gen<T> inputs, Action<T> parse) =>
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            try
            {
                parse(input);
                return true;
            }
            catch (RestException refused)
            {
                return refused.Error.Status is >= 400 and < 500;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
}
