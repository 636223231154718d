using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

public sealed class ReadTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Theory] // [RE12] [RE13] [RE14]
    [InlineData("id=eq.1", "1")]
    [InlineData("id=neq.1", "2 3 4")]
    [InlineData("id=gt.2", "3 4")]
    [InlineData("id=gte.2", "2 3 4")]
    [InlineData("id=lt.2", "1")]
    [InlineData("id=lte.2", "1 2")]
    [InlineData("id=not.eq.1", "2 3 4")]
    [InlineData("name=like.*ow*", "2")]
    [InlineData("name=ilike.*P*", "1 3")]
    [InlineData("name=like(any).{app*,dr*}", "1 4")]
    [InlineData("name=ilike(all).{*P*,*E}", "1")]
    [InlineData("name=match.^[ab]", "1 2")]
    [InlineData("name=imatch.^[AB]", "1 2")]
    [InlineData("id=eq(any).{1,4}", "1 4")]
    [InlineData("id=lt(all).{3,4}", "1 2")]
    [InlineData("id=in.(1,3)", "1 3")]
    [InlineData("id=in.()", "")]
    [InlineData("id=not.in.(1,3)", "2 4")]
    [InlineData("name=in.(\"cup, \\\"large\\\"\",drum)", "3 4")]
    [InlineData("is_fragile=is.true", "2 3")]
    [InlineData("is_fragile=is.false", "1")]
    [InlineData("is_fragile=is.unknown", "4")]
    [InlineData("maker_id=is.null", "4")]
    [InlineData("maker_id=is.not_null", "1 2 3")]
    [InlineData("maker_id=not.is.null", "1 2 3")]
    [InlineData("maker_id=is.NULL", "4")]
    [InlineData("maker_id=isdistinct.1", "3 4")]
    [InlineData("tags=cs.{home}", "2 3")]
    [InlineData("tags=cd.{home,gift,x}", "2 3 4")]
    [InlineData("tags=ov.{red,gift}", "1 3")]
    [InlineData("details=cs.{\"n\":7}", "2")]
    [InlineData("details->n=eq.7", "2")]
    [InlineData("details->>n=eq.7", "2")]
    [InlineData("details->size->>w=eq.30", "2")]
    [InlineData("details->colors->>0=eq.red", "1")]
    [InlineData("details->colors->>-1=eq.green", "1")]
    [InlineData("sold=sl.[25,26)", "1 2")]
    [InlineData("sold=sr.[25,26)", "4")]
    [InlineData("sold=nxr.[1,15)", "1")]
    [InlineData("sold=nxl.[5,6)", "2 4")]
    [InlineData("sold=adj.[10,12)", "1")]
    [InlineData("sold=ov.[8,9)", "1 2")]
    [InlineData("note=fts.fox", "1")]
    [InlineData("note=plfts.quick fox", "1")]
    [InlineData("note=phfts(english).quick brown", "1")]
    [InlineData("note=wfts(english).fox -jumps", "1")]
    [InlineData("note=not.fts(english).fox", "3 4")]
    [InlineData("or=(id.eq.1,id.eq.4)", "1 4")]
    [InlineData("or=(id.eq.1,and(id.gt.2,mood.eq.auto))", "1 3")]
    [InlineData("and=(id.gt.1,or(id.eq.2,not.and(id.lt.4,price.gt.1)))", "2 4")]
    [InlineData("not.or=(id.eq.1,id.eq.4)", "2 3")]
    [InlineData("or=(id.in.(1,2),name.like.dr*)", "1 2 4")]
    [InlineData("or=(name.eq.\"cup, \\\"large\\\"\",tags.cs.{red,fruit})", "1 3")]
    [InlineData("id=gt.1&id=lt.4", "2 3")]
    [InlineData("external_id=eq.22222222-2222-2222-2222-222222222222", "2")]
    [InlineData("mood=eq.auto", "3")]
    [InlineData("mood=gt.auto", "2 4")]
    [InlineData("mood=in.(auto,wild)", "2 3 4")]
    [InlineData("mood=in.(auto,auto)", "3")]
    [InlineData("mood=in.()", "")]
    [InlineData("mood=not.in.(calm)", "2 3 4")]
    public async Task Get_Filtered_ReturnsTheMatchingRows(string filter, string ids)
    {
        var answer = await shop.Server.GetAsync($"goods?select=id&order=id&{Escape(filter)}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(ids, answer.Values("id"));
    }

    [Theory] // [RE12] An enum's labels are part of the statement.
    [InlineData("quirk=eq.it's", "it's")]
    [InlineData("quirk=eq.a\\b", "a\\b")]
    [InlineData("quirk=eq.x\"y", "x\"y")]
    [InlineData("quirk=neq.{}", "it's a\\b x\"y x,y")]
    [InlineData("quirk=in.(it's,{})", "it's {}")]
    [InlineData("quirk=in.(\"x,y\",\"x\\\"y\",\"a\\\\b\")", "a\\b x\"y x,y")]
    public async Task Get_FilteredByAnEnum_TakesItsLabelsLiterally(string filter, string found)
    {
        var answer = await shop.Server.GetAsync($"quirks?order=quirk&{Escape(filter)}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(found, answer.Values("quirk"));
    }

    [Theory] // [RE10] [RE11] [RE16] [RE17]
    [InlineData("select=id,title:name&id=eq.1", """[{"id":1,"title":"apple"}]""")]
    [InlineData("select=price::text&id=eq.1", """[{"price":"1.50"}]""")]
    [InlineData("select=cost:price::int&id=eq.2", """[{"cost":10}]""")]
    [InlineData("select=details->size&id=eq.1", """[{"size":{"h":2,"w":1}}]""")]
    [InlineData("select=details->size->>h,c:details->colors->0&id=eq.1", """[{"h":"2","c":"red"}]""")]
    [InlineData("select=details->colors->>1&id=eq.1", """[{"colors":"green"}]""")]
    [InlineData("select=tags->0&id=eq.1", """[{"tags":"red"}]""")]
    [InlineData("select=id,mood&mood=eq.wild&order=id.desc", """[{"id":4,"mood":"wild"},{"id":2,"mood":"wild"}]""")]
    [InlineData("select=mood::text,feel:mood::mood&id=eq.1", """[{"mood":"calm","feel":"calm"}]""")]
    [InlineData("select=&id=eq.1", "[{}]")]
    [InlineData("select=id&order=maker_id.desc.nullsfirst,id.desc", """[{"id":4},{"id":3},{"id":2},{"id":1}]""")]
    [InlineData("select=id&order=maker_id.asc.nullsfirst,id", """[{"id":4},{"id":1},{"id":2},{"id":3}]""")]
    [InlineData("select=id&order=details->>n.desc.nullslast,id", """[{"id":2},{"id":1},{"id":4},{"id":3}]""")]
    [InlineData("select=id&order=id&limit=2&offset=1", """[{"id":2},{"id":3}]""")]
    [InlineData("select=id&order=id&limit=0", "[]")]
    public async Task Get_Selected_ReturnsTheShapeAsked(string query, string json)
    {
        var answer = await shop.Server.GetAsync("goods?" + Escape(query));

        Assert.Equal(200, answer.Status);
        Assert.Equal(json, answer.Compact);
    }

    [Theory] // [RE16] [RE20] [RE21] [RE22] [RE23] [RE24] [RE25]
    [InlineData("select=id,maker:makers!maker_id(name)&id=eq.1", """[{"id":1,"maker":{"name":"Ada"}}]""")]
    [InlineData("select=id,maker_id(name)&id=eq.1", """[{"id":1,"maker_id":{"name":"Ada"}}]""")]
    [InlineData("select=id,goods_maker_id_fkey(name)&id=eq.1", """[{"id":1,"goods_maker_id_fkey":{"name":"Ada"}}]""")]
    [InlineData("select=id,m:makers!goods_maker_id_fkey(name)&id=eq.4", """[{"id":4,"m":null}]""")]
    [InlineData("select=id,labels(text)&order=id&limit=1", """[{"id":1,"labels":{"text":"fresh"}}]""")]
    [InlineData("select=id,labels!inner(text)&order=id", """[{"id":1,"labels":{"text":"fresh"}},{"id":2,"labels":{"text":"heavy"}}]""")]
    [InlineData("select=id,shelves(label)&id=lte.3&order=id&shelves.order=id.desc", """[{"id":1,"shelves":[{"label":"middle"},{"label":"top"}]},{"id":2,"shelves":[{"label":"middle"}]},{"id":3,"shelves":[{"label":"bottom"}]}]""")]
    [InlineData("select=id,placements(amount,shelves(label))&id=eq.2", """[{"id":2,"placements":[{"amount":1,"shelves":{"label":"middle"}}]}]""")]
    [InlineData("select=id,placements(amount)&placements.amount=gt.6&id=lte.3&order=id", """[{"id":1,"placements":[{"amount":10}]},{"id":2,"placements":[]},{"id":3,"placements":[{"amount":7}]}]""")]
    [InlineData("select=id,placements!inner(amount)&placements.amount=gt.6&order=id", """[{"id":1,"placements":[{"amount":10}]},{"id":3,"placements":[{"amount":7}]}]""")]
    [InlineData("select=id,placements()&placements=not.is.null&order=id", """[{"id":1},{"id":2},{"id":3}]""")]
    [InlineData("select=id,placements()&placements=is.null", """[{"id":4}]""")]
    [InlineData("select=id,p:placements(amount)&p.limit=1&p.order=amount&id=eq.1", """[{"id":1,"p":[{"amount":5}]}]""")]
    [InlineData("select=id,placements(amount)&placements.or=(amount.eq.5,amount.eq.7)&id=eq.1", """[{"id":1,"placements":[{"amount":5}]}]""")]
    [InlineData("select=id,labels()&or=(labels.is.null,id.eq.1)&order=id", """[{"id":1},{"id":3},{"id":4}]""")]
    [InlineData("select=id,...maker_id(maker:name)&id=eq.1", """[{"id":1,"maker":"Ada"}]""")]
    [InlineData("select=id,...placements(amount,shelf_id)&id=eq.1&placements.order=shelf_id", """[{"id":1,"amount":[10,5],"shelf_id":[1,2]}]""")]
    [InlineData("select=id,maker_id(name)&order=maker_id(name).desc.nullslast,id&limit=2", """[{"id":3,"maker_id":{"name":"Ben"}},{"id":1,"maker_id":{"name":"Ada"}}]""")]
    public async Task Get_Embedded_FollowsForeignKeys(string query, string json)
    {
        var answer = await shop.Server.GetAsync("goods?" + Escape(query));

        Assert.Equal((200, json), (answer.Status, answer.Status == 200 ? answer.Compact : answer.Text));
    }

    [Theory] // [RE20]
    [InlineData("makers?select=name,goods!maker_id(id)&id=eq.1", """[{"name":"Ada","goods":[{"id":1},{"id":2}]}]""")]
    [InlineData("folders?select=name,folders(name)&id=eq.1", """[{"name":"root","folders":[{"name":"left"},{"name":"right"}]}]""")]
    [InlineData("folders?select=name,parent_id(name)&id=eq.4", """[{"name":"leaf","parent_id":{"name":"left"}}]""")]
    [InlineData("folders?select=name,up:parent_id(name,up:parent_id(name))&id=eq.4", """[{"name":"leaf","up":{"name":"left","up":{"name":"root"}}}]""")]
    [InlineData("shelves?select=goods(name)&id=eq.2&goods.order=id", """[{"goods":[{"name":"apple"},{"name":"bowl"}]}]""")]
    [InlineData("cheap_goods?select=name&order=id", """[{"name":"apple"},{"name":"cup, \u0022large\u0022"}]""")]
    public async Task Get_OtherSide_IsEmbeddedToo(string path, string json)
    {
        var answer = await shop.Server.GetAsync(Escape(path));

        Assert.Equal((200, json), (answer.Status, answer.Status == 200 ? answer.Compact : answer.Text));
    }

    private static string Escape(string query) => query
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(" ", "%20", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\\", "%5C", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal);
}
