using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Tables;

/// <summary>[RE26] Views that show the columns of keys, embedded from both sides.</summary>
public sealed class ViewTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Views =
        """
        create view shop.sold_goods as
          select upper(g.name) as title, g.maker_id as made_by, g.id as number, (select max(s.id) from shop.shelves s) as last_shelf
          from shop.goods g where exists (select from shop.makers m where m.id = g.maker_id);
        create view shop."odd } {name" as select s.number as "n (1) :resno 7", s.made_by as "m\ ""x" from shop.sold_goods s;
        create view shop.known_makers as with m as (select id, name from shop.makers) select m.id, m.name from m;
        create view shop.plain_makers as select * from shop.makers;
        create materialized view shop.kept_goods as select id, maker_id from shop.goods;
        create view shop.both as select g.id, g.maker_id, m.name from shop.goods g join shop.makers m on m.id = g.maker_id;
        create view shop.mixed as select id, maker_id from shop.goods union all select id, null from shop.shelves;
        create view shop.added as select id, maker_id + 0 as maker_id from shop.goods;
        create view shop.placed as select good_id, shelf_id, amount from shop.placements;
        grant select, insert, update on all tables in schema shop to anon;
        """;

    private Shop _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await Shop.OpenAsync(postgres);
        await _shop.Database.ExecuteAsync(Views);
        await _shop.Server.Catalog.ReloadAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("sold_goods?select=number,makers(name)&number=eq.1", """[{"number":1,"makers":{"name":"Ada"}}]""")]
    [InlineData("sold_goods?select=number,made_by(name)&number=eq.1", """[{"number":1,"made_by":{"name":"Ada"}}]""")]
    [InlineData("sold_goods?select=number,plain_makers(name)&number=eq.1", """[{"number":1,"plain_makers":{"name":"Ada"}}]""")]
    [InlineData("sold_goods?select=number,labels(text)&number=eq.1", """[{"number":1,"labels":{"text":"fresh"}}]""")]
    [InlineData("makers?select=name,sold_goods(number)&id=eq.2", """[{"name":"Ben","sold_goods":[{"number":3}]}]""")]
    [InlineData("plain_makers?select=name,sold_goods(number)&id=eq.2", """[{"name":"Ben","sold_goods":[{"number":3}]}]""")]
    [InlineData("goods?select=id,plain_makers!goods_maker_id_fkey(name)&id=eq.1", """[{"id":1,"plain_makers":{"name":"Ada"}}]""")]
    [InlineData("goods?select=id,plain_makers!maker_id(name)&id=eq.1", """[{"id":1,"plain_makers":{"name":"Ada"}}]""")]
    [InlineData("goods?select=id,known_makers!maker_id(name)&id=eq.1", """[{"id":1,"known_makers":{"name":"Ada"}}]""")]
    [InlineData("kept_goods?select=id,makers(name)&id=eq.3", """[{"id":3,"makers":{"name":"Ben"}}]""")]
    [InlineData("both?select=id,labels(text),placements(amount)&id=eq.2", """[{"id":2,"labels":{"text":"heavy"},"placements":[{"amount":1}]}]""")]
    [InlineData("sold_goods?select=number,shelves(label)&number=eq.2", """[{"number":2,"shelves":[{"label":"middle"}]}]""")]
    [InlineData("placed?select=amount,goods(name),shelves(label)&amount=eq.10", """[{"amount":10,"goods":{"name":"apple"},"shelves":{"label":"top"}}]""")]
    [InlineData("cheap_goods?select=id,labels(text)&id=eq.1", """[{"id":1,"labels":{"text":"fresh"}}]""")]
    public async Task Embed_AlongAShownKey_Works(string path, string expected)
    {
        var answer = await _shop.Server.GetAsync(path);

        Assert.Equal((200, expected), (answer.Status, answer.Compact));
    }

    [Fact]
    public async Task Embed_OfOddNames_Works()
    {
        var name = Uri.EscapeDataString("odd } {name");
        var column = Uri.EscapeDataString("\"n (1) :resno 7\"");

        var answer = await _shop.Server.GetAsync($"{name}?select={column},makers(name)&{column}=eq.3");

        Assert.Equal((200, """[{"n (1) :resno 7":3,"makers":{"name":"Ben"}}]"""), (answer.Status, answer.Compact));
    }

    [Theory]
    [InlineData("mixed?select=id,makers(name)", "PGRST200")]
    [InlineData("added?select=id,makers(name)", "PGRST200")]
    [InlineData("goods?select=id,makers(name)", "PGRST201")]
    [InlineData("goods?select=id,plain_makers(name)", "PGRST201")]
    public async Task Embed_WhereNothingOrTooMuchIsShown_IsRefused(string path, string code) =>
        Assert.Equal(code, (await _shop.Server.GetAsync(path)).Code);

    [Fact]
    public async Task Embed_OfTables_IsAsItWasWithoutViews()
    {
        Assert.Equal(
            """[{"id":1,"goods_maker_id_fkey":{"name":"Ada"},"maker_id":{"name":"Ada"},"shelves":[{"label":"top"},{"label":"middle"}]}]""",
            (await _shop.Server.GetAsync("goods?select=id,goods_maker_id_fkey(name),maker_id(name),shelves(label)&id=eq.1")).Compact);
    }

    [Fact]
    public async Task Upsert_OnAView_GoesByTheKeyThatItShows()
    {
        var merged = await _shop.Server.SendAsync(
            "POST", "plain_makers", """{"id":1,"name":"Ava"}""", null, ("Prefer", "resolution=merge-duplicates, return=representation"));
        var made = await _shop.Server.SendAsync("POST", "plain_makers", """{"id":8,"name":"Hal"}""", null, ("Prefer", "return=headers-only"));

        Assert.Equal((200, """[{"id":1,"name":"Ava","born":"1990-01-01"}]"""), (merged.Status, merged.Compact));
        Assert.Equal("/plain_makers?id=eq.8", made.Header("Location"));
    }
}
