using System.Text.Json.Nodes;
using PortalChat.Host.Tests.Contract.Support;
using PortalChat.Testing;

namespace PortalChat.Host.Tests.Contract;

/// <summary>
/// Who may do what, asked over REST with real tokens. A cell says what comes of a request while the chat is in that
/// status: <c>ok</c> done, and the row is returned; <c>same</c> the row is returned and nothing changed; <c>none</c> 200
/// without a row, as there is none for this caller; else status and code of the refusal, after which nothing has changed.
/// </summary>
[Collection(ContractCollection.Name)]
public sealed class PermissionMatrixTests(ContractServer server)
{
    public static TheoryData<string, string, string, string> Reads => Matrix.Read(PermissionMatrix.Reads);

    public static TheoryData<string, string, string, string> Openings => Matrix.Read(PermissionMatrix.Openings);

    public static TheoryData<string, string, string, string> Messages => Matrix.Read(PermissionMatrix.Messages);

    public static TheoryData<string, string, string, string> Changes => Matrix.Read(PermissionMatrix.Changes);

    public static TheoryData<string, string, string, string> Deletions => Matrix.Read(PermissionMatrix.Deletions);

    public static TheoryData<string, string, string, string> Calls => Matrix.Read(PermissionMatrix.Calls);

    [Theory(DisplayName = "[CC11] [CC12] [CC13] read over REST")]
    [MemberData(nameof(Reads))]
    public Task Read(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    [Theory(DisplayName = "[CC8] [CC20] [CC21] [CC22] open a chat over REST")]
    [MemberData(nameof(Openings))]
    public Task Open(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    [Theory(DisplayName = "[CC50] [CC51] [CC52] [CC59] write over REST")]
    [MemberData(nameof(Messages))]
    public Task Write(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    [Theory(DisplayName = "[CC30] [CC31] [CC32] [CC33] [CC34] [CC35] [CC40] [CC60] [CC62] change over REST")]
    [MemberData(nameof(Changes))]
    public Task Change(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    [Theory(DisplayName = "[CC18] [CC56] delete over REST")]
    [MemberData(nameof(Deletions))]
    public Task Delete(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    [Theory(DisplayName = "[CC70] [CC74] [CC75] [CC76] [CC77] [CC78] [CC79] call over REST")]
    [MemberData(nameof(Calls))]
    public Task Call(string request, string caller, string status, string expected) =>
        AssertAsync(request, caller, status, expected);

    private async Task AssertAsync(string request, string caller, string status, string expected)
    {
        var chat = Guid.Empty;
        if (status == "no chat")
        {
            await server.ClearAsync();
        }
        else
        {
            chat = await server.OpenChatAsync(status);
        }

        var before = await server.SnapshotAsync();
        var parts = Named(request, caller, chat).Split(' ', 3);
        var reads = parts[0] == "GET";
        var answer = await server.SendAsync(
            caller,
            parts[0],
            $"/rest/v1/{parts[1]}",
            parts.Length == 3 ? JsonNode.Parse(parts[2].Replace('\'', '"')) : null,
            "return=representation");

        var changed = before != await server.SnapshotAsync();
        switch (expected)
        {
            case "ok":
                Assert.Single(answer.Rows);
                Assert.True(answer.IsOk, answer.ToString());
                Assert.Equal(!reads, changed);
                break;
            case "same":
                Assert.Single(answer.Rows);
                Assert.False(changed);
                break;
            case "none":
                Assert.Equal("200", answer.ToString());
                Assert.Empty(answer.Rows);
                Assert.False(changed);
                break;
            default:
                Assert.Equal(expected, answer.ToString());
                Assert.NotEqual("", answer.Message);
                Assert.False(changed);
                break;
        }
    }

    private string Named(string request, string caller, Guid chat)
    {
        var self = caller is "anon" or "service" ? Guid.Empty : server.Person(caller).Id;
        return request
            .Replace("$chat", $"{chat}", StringComparison.Ordinal)
            .Replace("$self", $"{self}", StringComparison.Ordinal)
            .Replace("$player", $"{server.Person("player").Id}", StringComparison.Ordinal)
            .Replace("$other", $"{server.Person("other player").Id}", StringComparison.Ordinal)
            .Replace("$grace", $"{server.Person("gre").Id}", StringComparison.Ordinal)
            .Replace("$hugo", $"{server.Person("other gre").Id}", StringComparison.Ordinal)
            .Replace("$iris", $"{server.Person("somebody").Id}", StringComparison.Ordinal);
    }
}
