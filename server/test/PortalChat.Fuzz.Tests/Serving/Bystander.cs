using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PortalChat.Realtime.Tests.Support;

namespace PortalChat.Fuzz.Tests.Serving;

/// <summary>
/// A player who chats all the while: each of his messages must be taken, come back on his socket, and be the one that
/// is read; his account must stay his.
/// </summary>
internal sealed class Bystander : IAsyncDisposable
{
    private const string Channel = "his own";

    private readonly HttpClient _http;
    private readonly TestClient _socket;
    private readonly string _joinRef;

    private Bystander(Person person, HttpClient http, TestClient socket, string joinRef)
    {
        Person = person;
        _http = http;
        _socket = socket;
        _joinRef = joinRef;
    }

    public Person Person { get; }

    /// <summary>How often he was well.</summary>
    public int Rounds { get; private set; }

    public static async Task<Bystander> ComeAsync(FuzzServer server)
    {
        var person = await Person.SignUpAsync(server, "bystander@person.example");
        var http = person.NewClient(server);
        var socket = await TestClient.ConnectAsync(server.Address, server.Keys.ApiKeys.Publishable!, "2.0.0");
        var joined = await socket.JoinAsync(
            Channel,
            new
            {
                broadcast = new { self = true },
                postgres_changes = new[]
                {
                    new { @event = "INSERT", schema = "public", table = "chat_messages", filter = $"player_id=eq.{person.Id}" },
                },
            },
            person.AccessToken);
        Assert.Equal("ok", (string?)joined.Payload!["status"]);
        return new Bystander(person, http, socket, joined.JoinRef!);
    }

    /// <summary>Fails where anything of his is not answered as it should be.</summary>
    public async Task StayWellAsync()
    {
        var id = Guid.NewGuid();
        var text = $"Round {++Rounds}";
        _socket.Forget();
        using var sent = await _http.PostAsJsonAsync(
            "/rest/v1/rpc/send_support_message", new { message_id = id, message_text = text });
        Assert.True(sent.IsSuccessStatusCode, $"{text}: {(int)sent.StatusCode} {await sent.Content.ReadAsStringAsync()}");
        var change = (await _socket.ChangeAsync(data => (string?)data["record"]!["id"] == id.ToString())).Payload!["data"]!;
        Assert.Equal(text, (string?)change["record"]!["message_text"]);
        Assert.Equal($$"""[{"message_text":"{{text}}"}]""", await ReadAsync($"/rest/v1/chat_messages?select=message_text&id=eq.{id}"));
        Assert.Equal(Person.Email, (string?)JsonNode.Parse(await ReadAsync("/auth/v1/user"))!["email"]);

        await _socket.PushAsync($"realtime:{Channel}", "broadcast", new { type = "broadcast", @event = text, payload = new { } }, _joinRef);
        await _socket.WaitAsync(message => (string?)message.Payload?["event"] == text);
        Assert.DoesNotContain(_socket.All, message => message.Event is "phx_error" or "phx_close");
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        _http.Dispose();
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return text;
    }
}
