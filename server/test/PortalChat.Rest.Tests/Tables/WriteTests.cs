using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Tables;

public sealed class WriteTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    private static readonly (string, string) Returning = ("Prefer", "return=representation");

    private RestServer Server => shop.Server;

    [Fact] // [RE30] [RE36]
    public async Task Post_OneObject_InsertsItAndSaysNothing()
    {
        var answer = await Server.SendAsync("POST", "goods", """{"id": 500, "name": "egg"}""");

        Assert.Equal((201, "", "*/*"), (answer.Status, answer.Text, answer.Header("Content-Range")));
        Assert.Equal("egg", await shop.Database.ScalarAsync<string>("select name from shop.goods where id = 500"));
    }

    [Fact] // [RE30] [RE36]
    public async Task Post_ReturnRepresentation_ReturnsTheRowsWithTheirEmbeds()
    {
        var answer = await Server.SendAsync(
            "POST", "goods?select=id,loud,maker_id(name)", """[{"id":510,"name":"a","maker_id":1},{"id":511,"name":"b","maker_id":null}]""", null, Returning);

        Assert.Equal(201, answer.Status);
        Assert.Equal("""[{"id":510,"loud":"A","maker_id":{"name":"Ada"}},{"id":511,"loud":"B","maker_id":null}]""", answer.Compact);
        Assert.Equal("return=representation", answer.Header("Preference-Applied"));
    }

    [Fact] // [RE30]
    public async Task Post_NoRightToRead_InsertsWithMinimalAndRefusesToReturn()
    {
        var minimal = await Server.SendAsync("POST", "narrow", """{"id": 10, "shown": "x"}""");
        var allowed = await Server.SendAsync("POST", "narrow?select=id", """{"id": 11, "shown": "x"}""", null, Returning);
        var all = await Server.SendAsync("POST", "narrow", """{"id": 12, "shown": "x"}""", null, Returning);

        Assert.Equal((201, 201, 401), (minimal.Status, allowed.Status, all.Status));
        Assert.Equal(2, await shop.Database.ScalarAsync<long>("select count(*) from shop.narrow where id in (10, 11, 12)"));
    }

    [Fact] // [RE30]
    public async Task Post_EmptyObjects_InsertDefaults()
    {
        var one = await Server.SendAsync("POST", "owned", "{}");
        Assert.Equal(401, one.Status);
        var none = await Server.SendAsync("POST", "goods?select=id", "[]", null, Returning);
        Assert.Equal((201, "[]"), (none.Status, none.Text));
    }

    [Theory] // [RE30]
    [InlineData("""[{"id":1,"name":"a"},{"id":2}]""", "All object keys must match")]
    [InlineData("""[1,2]""", "Empty or invalid json")]
    [InlineData("""7""", "Empty or invalid json")]
    [InlineData("", "Empty or invalid json")]
    [InlineData("""{"id":""", "Empty or invalid json")]
    [InlineData("""{"id":1} {"id":2}""", "Empty or invalid json")]
    [InlineData("""{"\ud800":1}""", "Empty or invalid json")]
    public async Task Post_BadJson_IsPgrst102(string body, string message)
    {
        var answer = await Server.SendAsync("POST", "goods", body);

        Assert.Equal((400, "PGRST102", message), (answer.Status, answer.Code, answer.Message));
    }

    [Fact] // [RE31] [RE32]
    public async Task Post_Columns_OnlyTheseCountAndMissingOnesAreNullOrDefault()
    {
        const string Body = """[{"id":520,"name":"a","price":3,"other":1},{"id":521,"name":"b"}]""";
        var nulls = await Server.SendAsync("POST", "goods?columns=id,name,price&select=id,price", Body, null, Returning);
        await Server.SendAsync("DELETE", "goods?id=in.(520,521)", null);
        var defaults = await Server.SendAsync(
            "POST", "goods?columns=\"id\",\"name\",\"price\"&select=id,price", Body, null, ("Prefer", "return=representation, missing=default"));

        Assert.Equal("""[{"id":520,"price":3.00},{"id":521,"price":null}]""", nulls.Compact);
        Assert.Equal("""[{"id":520,"price":3.00},{"id":521,"price":1.00}]""", defaults.Compact);
        Assert.Equal("missing=default, return=representation", defaults.Header("Preference-Applied"));
    }

    [Fact] // [RE32]
    public async Task Post_MissingDefault_UsesIdentityToo()
    {
        var answer = await Server.SendAsync(
            "POST", "goods?columns=id,name&select=id", """[{"id":530,"name":"a"},{"name":"b"}]""", null, ("Prefer", "return=representation, missing=default"));

        Assert.Equal(201, answer.Status);
        Assert.True(answer.Json[1].GetProperty("id").GetInt32() >= 100);
    }

    [Fact] // [RE32]
    public async Task Post_MissingInEveryRow_IsNotListedSoNeedsNoRight()
    {
        var missing = ("Prefer", "missing=default");
        var absent = await Server.SendAsync("POST", "narrow?columns=id,shown,stamped", """[{"id":30,"shown":"x"}]""", null, missing);
        var present = await Server.SendAsync("POST", "narrow?columns=id,shown,stamped", """[{"id":31,"stamped":"2020-01-01"}]""", null, missing);

        Assert.Equal((201, 401), (absent.Status, present.Status));
    }

    [Fact] // [RE33]
    public async Task Post_MergeDuplicates_UpdatesWhatIsThere()
    {
        var merge = ("Prefer", "return=representation, resolution=merge-duplicates");
        var first = await Server.SendAsync("POST", "shelves", """[{"id":50,"label":"one"}]""", null, merge);
        var second = await Server.SendAsync("POST", "shelves", """[{"id":50,"label":"two"}]""", null, merge);
        var mixed = await Server.SendAsync("POST", "shelves", """[{"id":50,"label":"three"},{"id":51,"label":"new"}]""", null, merge);

        Assert.Equal((201, 200, 201), (first.Status, second.Status, mixed.Status));
        Assert.Equal("""[{"id":50,"label":"two"}]""", second.Compact);
        Assert.Contains("resolution=merge-duplicates", second.Header("Preference-Applied"), StringComparison.Ordinal);
    }

    [Fact] // [RE33]
    public async Task Post_IgnoreDuplicates_KeepsWhatIsThere()
    {
        await Server.SendAsync("POST", "goods", """{"id":540,"name":"kept","external_id":"00000000-0000-0000-0000-000000000540"}""");
        var answer = await Server.SendAsync(
            "POST", "goods?select=id&on_conflict=id", """[{"id":540,"name":"lost"},{"id":541,"name":"new"}]""", null, ("Prefer", "return=representation, resolution=ignore-duplicates"));

        Assert.Equal((201, """[{"id":541}]"""), (answer.Status, answer.Compact));
        Assert.Equal("kept", await shop.Database.ScalarAsync<string>("select name from shop.goods where id = 540"));
    }

    [Fact] // [RE33] [RE60]
    public async Task Post_OneRowTwiceInAMerge_Is400AndNotAServerError()
    {
        var answer = await Server.SendAsync(
            "POST", "shelves", """[{"id":60,"label":"a"},{"id":60,"label":"b"}]""", null, ("Prefer", "resolution=merge-duplicates"));

        Assert.Equal((400, "21000"), (answer.Status, answer.Code));
    }

    [Fact] // [RE34]
    public async Task Patch_Filtered_ChangesThoseRowsOnly()
    {
        await Server.SendAsync("POST", "goods", """[{"id":550,"name":"a"},{"id":551,"name":"b"}]""");
        var answer = await Server.SendAsync("PATCH", "goods?id=eq.550&select=id,name", """{"name":"z"}""", null, Returning);
        var silent = await Server.SendAsync("PATCH", "goods?id=eq.551", """{"note":"n"}""", null, ("Prefer", "count=exact"));
        var none = await Server.SendAsync("PATCH", "goods?id=eq.-1&select=id", """{"note":"n"}""", null, Returning);
        var empty = await Server.SendAsync("PATCH", "goods?id=eq.551", "{}");

        Assert.Equal((200, """[{"id":550,"name":"z"}]"""), (answer.Status, answer.Compact));
        Assert.Equal((204, "0-0/1"), (silent.Status, silent.Header("Content-Range")));
        Assert.Equal((200, "[]"), (none.Status, none.Text));
        Assert.Equal(204, empty.Status);
        Assert.Equal("b", await shop.Database.ScalarAsync<string>("select name from shop.goods where id = 551"));
    }

    [Fact] // [RE34]
    public async Task Patch_TheFilteredColumn_ReturnsTheRowAllTheSame()
    {
        await Server.SendAsync("POST", "goods", """{"id":560,"name":"before"}""");
        var answer = await Server.SendAsync("PATCH", "goods?name=eq.before&select=name", """{"name":"after"}""", null, Returning);

        Assert.Equal("""[{"name":"after"}]""", answer.Compact);
    }

    [Fact] // [RE35]
    public async Task Delete_Filtered_RemovesThoseRowsOnly()
    {
        await Server.SendAsync("POST", "shelves", """[{"id":70,"label":"a"},{"id":71,"label":"b"},{"id":72,"label":"c"}]""");
        var answer = await Server.SendAsync("DELETE", "shelves?id=eq.70", null, null, Returning);
        var silent = await Server.SendAsync("DELETE", "shelves?or=(id.eq.71,id.eq.999)", null, null, ("Prefer", "count=exact"));

        Assert.Equal((200, """[{"id":70,"label":"a"}]"""), (answer.Status, answer.Compact));
        Assert.Equal((204, "*/1"), (silent.Status, silent.Header("Content-Range")));
        Assert.Equal(1, await shop.Database.ScalarAsync<long>("select count(*) from shop.shelves where id between 70 and 72"));
    }

    [Fact] // [RE37]
    public async Task Post_HeadersOnly_SaysWhereTheRowIs()
    {
        var answer = await Server.SendAsync("POST", "shelves", """{"id":80,"label":"a"}""", null, ("Prefer", "return=headers-only"));

        Assert.Equal((201, "", "/shelves?id=eq.80"), (answer.Status, answer.Text, answer.Header("Location")));
    }

    [Fact] // [RE38]
    public async Task Patch_SingleObjectButMoreRows_ChangesNothing()
    {
        await Server.SendAsync("POST", "shelves", """[{"id":85,"label":"a"},{"id":86,"label":"b"}]""");
        (string, string)[] single = [Returning, ("Accept", "application/vnd.pgrst.object+json")];
        var two = await Server.SendAsync("PATCH", "shelves?id=in.(85,86)", """{"label":"z"}""", null, single);
        var none = await Server.SendAsync("PATCH", "shelves?id=eq.-1", """{"label":"z"}""", null, single);
        var one = await Server.SendAsync("PATCH", "shelves?id=eq.85", """{"label":"y"}""", null, single);

        Assert.Equal((406, "PGRST116", "The result contains 2 rows"), (two.Status, two.Code, two.Details));
        Assert.Equal((406, "The result contains 0 rows"), (none.Status, none.Details));
        Assert.Equal((200, """{"id":85,"label":"y"}"""), (one.Status, one.Compact));
        Assert.Equal("b", await shop.Database.ScalarAsync<string>("select label from shop.shelves where id = 86"));
    }

    [Fact] // [RE39]
    public async Task Delete_MoreThanMaxAffected_RemovesNothing()
    {
        await Server.SendAsync("POST", "shelves", """[{"id":87,"label":"a"},{"id":88,"label":"b"}]""");
        var refused = await Server.SendAsync("DELETE", "shelves?id=in.(87,88)", null, null, ("Prefer", "handling=strict, max-affected=1"));
        var lenient = await Server.SendAsync("DELETE", "shelves?id=eq.87", null, null, ("Prefer", "max-affected=0"));

        Assert.Equal((400, "PGRST124", "The query affects 2 rows"), (refused.Status, refused.Code, refused.Details));
        Assert.Equal(204, lenient.Status);
        Assert.Equal(1, await shop.Database.ScalarAsync<long>("select count(*) from shop.shelves where id in (87, 88)"));
    }

    [Fact] // [RE40]
    public async Task Post_Auto_MeansTheDefaultWhereTheTypeCannotHoldTheText()
    {
        var answer = await Server.SendAsync(
            "POST",
            "goods?select=id,price,made_at,mood,code,note",
            """{"id":"auto","name":"n","price":"auto","made_at":"auto","mood":"auto","code":"auto","note":"auto"}""",
            null,
            Returning);

        Assert.Equal(201, answer.Status);
        var row = answer.Json[0];
        Assert.True(row.GetProperty("id").GetInt32() >= 100);
        Assert.Equal(1.00m, row.GetProperty("price").GetDecimal());
        Assert.Equal("2026-01-01T00:00:00+00:00", row.GetProperty("made_at").GetString());
        // An enum that has the label, a text and a varchar hold it.
        Assert.Equal("auto auto auto", $"{row.GetProperty("mood")} {row.GetProperty("code")} {row.GetProperty("note")}");
    }

    [Fact] // [RE40]
    public async Task Post_AutoWithoutADefault_IsAValueLikeAnyOther()
    {
        var answer = await Server.SendAsync("POST", "goods", """{"name":"n","is_fragile":"auto"}""");

        Assert.Equal((400, "22P02"), (answer.Status, answer.Code));
    }

    [Fact] // [RE40]
    public async Task Post_AutoInSomeRows_IsDecidedRowByRow()
    {
        var answer = await Server.SendAsync(
            "POST",
            "goods?select=name,price",
            """[{"name":"a","price":"auto"},{"name":"b","price":7},{"name":"c","price":null}]""",
            null,
            Returning);

        Assert.Equal("""[{"name":"a","price":1.00},{"name":"b","price":7.00},{"name":"c","price":null}]""", answer.Compact);
    }

    [Fact] // [RE40]
    public async Task Post_AutoForAColumnThatTheCallerMayNotSet_IsNoAttemptToSetIt()
    {
        var auto = await Server.SendAsync("POST", "narrow", """{"id":20,"shown":"x","stamped":"auto"}""");
        var forged = await Server.SendAsync("POST", "narrow", """{"id":21,"shown":"x","stamped":"2020-01-01"}""");

        Assert.Equal((201, 401), (auto.Status, forged.Status));
    }

    [Fact] // [RE40]
    public async Task Patch_Auto_SetsTheDefaultAgain()
    {
        await Server.SendAsync("POST", "goods", """{"id":570,"name":"a","price":5}""");
        var answer = await Server.SendAsync(
            "PATCH", "goods?id=eq.570&select=name,price", """{"price":"auto","name":"b"}""", null, Returning);

        Assert.Equal("""[{"name":"b","price":1.00}]""", answer.Compact);
    }

    [Fact] // [RE8] [RE30]
    public async Task Post_UnderPolicies_SeesAndWritesOwnRowsOnly()
    {
        var ann = await shop.Database.CreatePersonAsync("Ann");
        var bob = await shop.Database.CreatePersonAsync("Bob");
        var mine = await Server.SendAsync("POST", "owned?select=body", """{"body":"mine"}""", ann, Returning);
        var forged = await Server.SendAsync("POST", "owned", $$"""{"body":"forged","owner":"{{ann.Id}}"}""", bob);
        var others = await Server.GetAsync("owned?select=body", bob);
        var own = await Server.GetAsync("owned?select=body", ann);

        Assert.Equal((201, 403, "42501"), (mine.Status, forged.Status, forged.Code));
        Assert.Equal(("[]", """[{"body":"mine"}]"""), (others.Compact, own.Compact));
    }
}
