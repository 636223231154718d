using PortalChat.Rest.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Rest.Tests.Tables;

/// <summary>What is off by default, switched on, and the formats beside JSON.</summary>
public sealed class FormatTests(PostgresFixture postgres) : IAsyncLifetime
{
    private Shop _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync(postgres, options =>
    {
        options.Aggregates = true;
        options.Plan = true;
        options.TxEnd = true;
        options.MaxRows = 3;
        options.StatementTimeout = TimeSpan.FromMilliseconds(200);
    });

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact] // [RE42]
    public async Task Get_Csv_IsQuotedAndKeepsBackslashes()
    {
        await _shop.Database.ExecuteAsync("""update shop.goods set note = E'a\\b,"c"\nd' where id = 1""");
        var answer = await _shop.Server.GetAsync("goods?select=id,name,note,tags&order=id&limit=3", null, ("Accept", "text/csv"));
        var none = await _shop.Server.GetAsync("goods?id=eq.-1", null, ("Accept", "text/csv"));

        Assert.Equal("text/csv; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("id,name,note,tags\n1,apple,\"a\\b,\"\"c\"\"\nd\",\"{red,fruit}\"\n2,bowl,,{home}\n3,\"cup, \"\"large\"\"\",\"jumps over (lazy) dogs\",\"{home,gift}\"", answer.Text);
        Assert.Equal((200, "\n"), (none.Status, none.Text));
    }

    [Theory] // [RE42]
    [InlineData("text/csv", "id,label\n30,a\n31,\"b, \"\"c\"\"\"\r\n32,NULL\n", 400)]
    [InlineData("text/csv", "id,label\n30,a\n31,\"b, \"\"c\"\"\"\r\n", 201)]
    [InlineData("text/csv", "id,label\n30\n", 400)]
    [InlineData("text/csv", "id,label\n30,\"open\n", 400)]
    [InlineData("text/csv", "", 400)]
    [InlineData("application/x-www-form-urlencoded", "id=33&label=x+y%21", 201)]
    public async Task Post_OtherBodies_BecomeRows(string type, string body, int status)
    {
        var answer = await _shop.Server.SendAsync("POST", "shelves", body, null, ("Content-Type", type));

        Assert.Equal(status, answer.Status);
        if (type == "text/csv" && status == 201)
            Assert.Equal("b, \"c\"", await _shop.Database.ScalarAsync<string>("select label from shop.shelves where id = 31"));
        if (type != "text/csv")
            Assert.Equal("x y!", await _shop.Database.ScalarAsync<string>("select label from shop.shelves where id = 33"));
    }

    [Theory] // [RE28]
    [InlineData("goods?select=count()", """[{"count":4}]""")]
    [InlineData("goods?select=total:price.sum(),price.max()", """[{"total":135.49,"max":120.00}]""")]
    [InlineData("goods?select=maker_id,price.sum()&order=maker_id", """[{"maker_id":1,"sum":11.49},{"maker_id":2,"sum":4.00},{"maker_id":null,"sum":120.00}]""")]
    [InlineData("goods?select=price::int.min()::text", """[{"min":"2"}]""")]
    [InlineData("makers?select=name,goods!maker_id(price.sum())&id=eq.1", """[{"name":"Ada","goods":[{"sum":11.49}]}]""")]
    [InlineData("goods?select=...maker_id(name),n:count()&order=count.desc", null)]
    [InlineData("placements?select=amount.sum(),...goods(name)&good_id=eq.1", """[{"sum":15,"name":"apple"}]""")]
    [InlineData("goods?select=id.count(),...maker_id(id.max())&maker_id=not.is.null", """[{"count":3,"max":2}]""")]
    public async Task Get_Aggregates_GroupByTheOtherColumns(string path, string? json)
    {
        var answer = await _shop.Server.GetAsync(path);

        Assert.Equal((json is null ? 400 : 200, json), (answer.Status, json is null ? null : answer.Status == 200 ? answer.Compact : answer.Text));
    }

    [Theory] // [RE29]
    [InlineData("goods?select=id,full_name&id=eq.1", """[{"id":1,"full_name":"apple/none"}]""")]
    [InlineData("goods?select=id&full_name=eq.bowl/none", """[{"id":2}]""")]
    [InlineData("goods?select=id&order=full_name.desc&limit=1", """[{"id":4}]""")]
    [InlineData("goods?select=id,main_label(text)&order=id&limit=3", """[{"id":1,"main_label":{"text":"fresh"}},{"id":2,"main_label":{"text":"heavy"}},{"id":3,"main_label":null}]""")]
    [InlineData("goods?select=id,all_placements(amount)&all_placements.amount=gt.4&id=eq.1", """[{"id":1,"all_placements":[{"amount":10},{"amount":5}]}]""")]
    [InlineData("goods?select=id,all_placements!inner(amount)&id=in.(3,4)", """[{"id":3,"all_placements":[{"amount":7}]}]""")]
    [InlineData("goods?select=id,main_label(text)&order=main_label(text).desc.nullslast&limit=1", """[{"id":2,"main_label":{"text":"heavy"}}]""")]
    public async Task Get_Computed_IsLikeAColumnOrARelation(string path, string json)
    {
        var answer = await _shop.Server.GetAsync(path);

        Assert.Equal((200, json), (answer.Status, answer.Status == 200 ? answer.Compact : answer.Text));
    }

    [Fact] // [RE29]
    public async Task Post_Computed_IsReturnedToo()
    {
        var answer = await _shop.Server.SendAsync(
            "POST", "goods?select=full_name,main_label(text)", """{"name":"n","code":"c"}""", null, ("Prefer", "return=representation, tx=rollback"));

        Assert.Equal((201, """[{"full_name":"n/c","main_label":null}]"""), (answer.Status, answer.Compact));
    }

    [Fact] // [RE43]
    public async Task Get_Plan_ShowsHowPostgresRunsIt()
    {
        var json = await _shop.Server.GetAsync(
            "goods?select=id&id=eq.1", null, ("Accept", "application/vnd.pgrst.plan+json; for=\"application/json\"; options=analyze|buffers;"));
        var text = await _shop.Server.GetAsync("rpc/numbers", null, ("Accept", "application/vnd.pgrst.plan+text"));

        Assert.True(json.Json[0].GetProperty("Plan").GetProperty("Actual Rows").GetDouble() >= 1);
        Assert.Contains("Aggregate", text.Text, StringComparison.Ordinal);
    }

    [Fact] // [RE44]
    public async Task Post_TxRollback_AnswersAndKeepsNothing()
    {
        var undone = await _shop.Server.SendAsync("POST", "shelves", """{"id":40,"label":"a"}""", null, ("Prefer", "return=representation, tx=rollback"));
        var kept = await _shop.Server.SendAsync("POST", "shelves", """{"id":41,"label":"a"}""", null, ("Prefer", "tx=commit"));

        Assert.Equal((201, "return=representation, tx=rollback", 201), (undone.Status, undone.Header("Preference-Applied"), kept.Status));
        Assert.Equal(41, await _shop.Database.ScalarAsync<int>("select id from shop.shelves where id in (40, 41)"));
    }

    [Fact] // [RE45]
    public async Task Get_Timezone_IsTheSessions()
    {
        var there = await _shop.Server.GetAsync("goods?select=made_at&id=eq.1", null, ("Prefer", "timezone=America/Los_Angeles"));
        var nowhere = await _shop.Server.GetAsync("rpc/zone", null, ("Prefer", "timezone=Nowhere/Else"));

        Assert.Equal("""[{"made_at":"2025-12-31T16:00:00-08:00"}]""", there.Compact);
        Assert.Equal("timezone=America/Los_Angeles", there.Header("Preference-Applied"));
        Assert.Equal((200, null), (nowhere.Status, nowhere.Header("Preference-Applied")));
    }

    [Fact] // [RE72]
    public async Task Post_StatementThatTakesTooLong_IsCancelled()
    {
        var answer = await _shop.Server.SendAsync("POST", "rpc/linger", """{"seconds":600}""");
        var control = await _shop.Server.SendAsync("POST", "rpc/linger", """{"seconds":0}""");

        Assert.Equal((500, "57014", 204), (answer.Status, answer.Code, control.Status));
    }

    [Fact] // [RE17]
    public async Task Get_MoreThanMaxRows_IsCutAtEveryLevel()
    {
        var answer = await _shop.Server.GetAsync("goods?select=id&limit=100", null, ("Prefer", "count=estimated"));

        Assert.Equal((3, 206), (answer.Json.GetArrayLength(), answer.Status));
    }

    [Fact] // [RE46]
    public async Task Get_Root_DescribesWhatTheCallerMayUse()
    {
        var answer = await _shop.Server.GetAsync("");

        var definitions = answer.Json.GetProperty("definitions");
        Assert.Equal("application/openapi+json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("What is sold", definitions.GetProperty("goods").GetProperty("description").GetString());
        Assert.False(definitions.TryGetProperty("owned", out _));
        Assert.False(definitions.TryGetProperty("vault", out _));
        Assert.True(answer.Json.GetProperty("paths").TryGetProperty("/rpc/add", out _));
        var person = await _shop.Database.CreatePersonAsync("Ann");
        Assert.True((await _shop.Server.GetAsync("", person)).Json.GetProperty("definitions").TryGetProperty("owned", out _));
    }
}
