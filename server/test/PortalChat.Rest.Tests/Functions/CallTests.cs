using PortalChat.Rest.Tests.Serving;

namespace PortalChat.Rest.Tests.Functions;

public sealed class CallTests(ShopFixture shop) : IClassFixture<ShopFixture>
{
    [Theory] // [RE50] [RE51] [RE52]
    [InlineData("rpc/add?a=1", "11")]
    [InlineData("rpc/add?a=1&b=2", "3")]
    [InlineData("rpc/numbers", "[1,2,3]")]
    [InlineData("rpc/goods_of?maker=1&select=id", """[{"id":1},{"id":2}]""")]
    [InlineData("rpc/goods_of?maker=1&select=id,maker_id(name)&id=gt.1", """[{"id":2,"maker_id":{"name":"Ada"}}]""")]
    [InlineData("rpc/goods_of?maker=1&select=id&order=id.desc&limit=1", """[{"id":2}]""")]
    [InlineData("rpc/good?wanted=3&select=name", """{"name":"cup, \u0022large\u0022"}""")]
    [InlineData("rpc/pairs?select=right_one&left_one=gte.2", """[{"right_one":"b"},{"right_one":"c"}]""")]
    [InlineData("rpc/sum_of?numbers=1&numbers=2&numbers=3", "6")]
    [InlineData("rpc/sum_of?numbers=5", "5")]
    public async Task Get_Function_ReturnsWhatItReturns(string path, string json)
    {
        var answer = await shop.Server.GetAsync(path);

        Assert.Equal((200, json), (answer.Status, answer.Status == 200 ? answer.Compact : answer.Text));
    }

    [Theory] // [RE50] [RE53]
    [InlineData("rpc/add", """{"a":1,"b":2}""", "3")]
    [InlineData("rpc/add", """{"a":"1"}""", "11")]
    [InlineData("rpc/numbers", "{}", "[1,2,3]")]
    [InlineData("rpc/numbers", "", "[1,2,3]")]
    [InlineData("rpc/sum_of", """{"numbers":[1,2]}""", "3")]
    [InlineData("rpc/echo", """{"any":["thing"]}""", """{"any":["thing"]}""")]
    [InlineData("rpc/echo", """[1,2]""", "[1,2]")]
    [InlineData("rpc/echo", "7", "7")]
    [InlineData("rpc/shapes",
        """{"list":[1,2],"doc":{"a":null},"moody":"wild","word":"w","num":1.50,"flag":true,"good":{"id":1,"name":"n"}}""",
        """{"list":[1,2],"doc":{"a":null},"moody":"wild","word":"w","num":1.50,"flag":true,"good":{"id":1,"name":"n","born":null}}""")]
    [InlineData("rpc/shapes",
        """{"list":"{3,4}","doc":"text","moody":null,"word":5,"num":"2","flag":"no","good":null}""",
        """{"list":[3,4],"doc":"text","moody":null,"word":"5","num":2,"flag":false,"good":null}""")]
    public async Task Post_Function_TakesJsonArguments(string path, string body, string json)
    {
        var answer = await shop.Server.SendAsync("POST", path, body);

        Assert.Equal((200, json), (answer.Status, answer.Status == 200 ? answer.Compact : answer.Text));
    }

    [Fact] // [RE53]
    public async Task Post_PlainText_GoesToTheUnnamedParameter()
    {
        var answer = await shop.Server.SendAsync("POST", "rpc/echo_text", "a 'b'", null, ("Content-Type", "text/plain"));

        Assert.Equal((200, "\"a 'b'\""), (answer.Status, answer.Text));
    }

    [Fact] // [RE54]
    public async Task Post_Void_Is204()
    {
        var answer = await shop.Server.SendAsync("POST", "rpc/do_nothing", "{}");
        var minimal = await shop.Server.SendAsync("POST", "rpc/numbers", "{}", null, ("Prefer", "return=minimal"));

        Assert.Equal((204, "", 204), (answer.Status, answer.Text, minimal.Status));
    }

    [Fact] // [RE8] [RE55]
    public async Task Get_FunctionThatWrites_IsRefusedAndPostIsNot()
    {
        var get = await shop.Server.GetAsync("rpc/place?good=1");
        var post = await shop.Server.SendAsync("POST", "rpc/place", """{"good":1}""");

        Assert.Equal((405, "25006"), (get.Status, get.Code));
        Assert.Equal(204, post.Status);
        Assert.Equal(1, await shop.Database.ScalarAsync<long>("select count(*) from shop.shelves where id = 91"));
    }

    [Fact] // [RE38] [RE39]
    public async Task Post_SetThatShallBeSingle_ChangesNothing()
    {
        var single = await shop.Server.SendAsync(
            "POST", "rpc/rename_all", """{"new_name":"gone"}""", null, ("Accept", "application/vnd.pgrst.object+json"));
        var most = await shop.Server.SendAsync(
            "POST", "rpc/rename_all", """{"new_name":"gone"}""", null, ("Prefer", "handling=strict, max-affected=1"));
        var notASet = await shop.Server.SendAsync(
            "POST", "rpc/rename", """{"wanted":1,"new_name":"gone"}""", null, ("Prefer", "handling=strict, max-affected=1"));

        Assert.Equal((406, 400, 400), (single.Status, most.Status, notASet.Status));
        Assert.Equal(("PGRST116", "PGRST124", "PGRST128"), (single.Code, most.Code, notASet.Code));
        Assert.Equal(0, await shop.Database.ScalarAsync<long>("select count(*) from shop.goods where name = 'gone'"));
    }

    [Fact] // [RE51]
    public async Task Get_Counted_CountsTheFunctionsRows()
    {
        var answer = await shop.Server.GetAsync("rpc/pairs?left_one=gte.2&limit=1", null, ("Prefer", "count=exact"));
        var head = await shop.Server.SendAsync("HEAD", "rpc/numbers", null, null, ("Prefer", "count=exact"));

        Assert.Equal((206, "0-0/2"), (answer.Status, answer.Header("Content-Range")));
        Assert.Equal((200, "0-2/3", ""), (head.Status, head.Header("Content-Range"), head.Text));
    }

    [Theory] // [RE56]
    [InlineData("rpc/addd", """{"a":1}""", 404, "PGRST202", "Perhaps you meant to call the function shop.add")]
    [InlineData("rpc/add", """{"x":1}""", 404, "PGRST202", "Perhaps you meant to call the function shop.add(a, b)")]
    [InlineData("rpc/add", "{}", 404, "PGRST202", "Perhaps you meant to call the function shop.add(a, b)")]
    [InlineData("rpc/nothing_of_it", "{}", 404, "PGRST202", null)]
    [InlineData("rpc/twice", """{"a":1}""", 300, "PGRST203", "Try renaming the parameters or the function itself in the database so function overloading can be resolved")]
    [InlineData("rpc/add", """{"a":"x"}""", 400, "22P02", null)]
    [InlineData("rpc/add", """{"a":9999999999}""", 400, "22003", null)]
    [InlineData("rpc/echo_text", """{"a":"x"}""", 404, "PGRST202", null)]
    public async Task Post_FunctionOrArgumentsUnknown_SaysWhichIsMeant(
        string path, string body, int status, string code, string? hint)
    {
        var answer = await shop.Server.SendAsync("POST", path, body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        if (hint is not null)
            Assert.Equal(hint, answer.Hint);
    }

    [Theory] // [RE60]
    [InlineData("P0001", 400)]
    [InlineData("42501", 401)]
    [InlineData("PT409", 409)]
    [InlineData("PT404", 404)]
    [InlineData("PT099", 500)]
    [InlineData("23505", 409)]
    [InlineData("22023", 400)]
    [InlineData("54000", 400)]
    [InlineData("53300", 503)]
    [InlineData("40001", 500)]
    [InlineData("XX000", 500)]
    public async Task Post_FunctionThatRefuses_AnswersByItsSqlstate(string state, int status)
    {
        var answer = await shop.Server.SendAsync("POST", "rpc/refuse", $$"""{"state":"{{state}}"}""");

        Assert.Equal((status, state, "Refused."), (answer.Status, answer.Code, answer.Message));
        Assert.Equal(("Why.", "Do this."), (answer.Details, answer.Hint));
    }

    [Fact] // [RE60]
    public async Task Post_Forbidden_Is403WithASessionAnd401Without()
    {
        var person = await shop.Database.CreatePersonAsync("Ann");
        var signedIn = await shop.Server.SendAsync("POST", "rpc/refuse", """{"state":"42501"}""", person);
        var anonymous = await shop.Server.SendAsync("POST", "rpc/refuse", """{"state":"42501"}""");

        Assert.Equal((403, 401), (signedIn.Status, anonymous.Status));
        Assert.Equal((null, "Bearer"), (signedIn.Header("WWW-Authenticate"), anonymous.Header("WWW-Authenticate")));
    }

    [Fact] // [RE63]
    public async Task Post_RaisePgrst_IsTheWholeResponse()
    {
        var answer = await shop.Server.SendAsync("POST", "rpc/write_response", "{}");

        Assert.Equal((402, "123", "Payment required"), (answer.Status, answer.Code, answer.Message));
        Assert.Equal(("Quota", "Upgrade", "Shop"), (answer.Details, answer.Hint, answer.Header("X-Powered-By")));
    }

    [Fact] // [RE64]
    public async Task Post_ResponseSettings_ChooseStatusAndHeaders()
    {
        var answer = await shop.Server.SendAsync("POST", "rpc/choose_response", "{}");

        Assert.Equal((418, "pot", "no-store"), (answer.Status, answer.Header("X-Tea"), answer.Header("Cache-Control")));
    }

    [Fact] // [RE9]
    public async Task Get_Settings_AreThoseOfTheRequest()
    {
        var person = await shop.Database.CreatePersonAsync("Ann");
        var answer = await shop.Server.GetAsync("rpc/who", person, ("X-Client-Info", "tests"));

        var who = answer.Json;
        Assert.Equal(
            ("authenticated", person.Id.ToString(), "GET", "/rpc/who", "tests"),
            (who.GetProperty("role").GetString(), who.GetProperty("sub").GetString(), who.GetProperty("method").GetString(),
                who.GetProperty("path").GetString(), who.GetProperty("agent").GetString()));
        Assert.StartsWith("shop", who.GetProperty("search_path").GetString()!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("anon", (await shop.Server.GetAsync("rpc/who")).Json.GetProperty("role").GetString());
    }

    [Fact] // [RE1]
    public async Task Delete_Function_Is405()
    {
        var answer = await shop.Server.SendAsync("DELETE", "rpc/add", null);

        Assert.Equal((405, "PGRST101"), (answer.Status, answer.Code));
    }
}
