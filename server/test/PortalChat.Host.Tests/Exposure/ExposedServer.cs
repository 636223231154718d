using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PortalChat.Database.Catalog;
using PortalChat.Host.Tests.Contract.Support;

namespace PortalChat.Host.Tests.Exposure;

/// <summary>The whole server with something to hide in every place; Alice and Bruno, two players with a chat each.</summary>
public sealed class ExposedServer : IAsyncLifetime
{
    private readonly ContractServer _server = new();

    public ContractPerson Alice => _server.Person("player");

    public ContractPerson Bruno => _server.Person("other player");

    public ContractPerson Grace => _server.Person("gre");

    public Guid ChatOfAlice { get; private set; }

    public Guid ChatOfBruno { get; private set; }

    /// <summary>The file that nobody may have, by its full path.</summary>
    public string SecretFile => Path.Combine(_server.DataFolder, "secret.txt");

    public Uri Address => _server.Http.BaseAddress!;

    public string AnonKey => _server.AnonKey;

    public string DataFolder => _server.DataFolder;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await ExecuteAsync(Secrets.Sql);
        await _server.Services.GetRequiredService<CatalogCache>().ReloadAsync(CancellationToken.None);
        ChatOfAlice = await OpenChatAsync(Alice, Secrets.Own);
        ChatOfBruno = await OpenChatAsync(Bruno, Secrets.OtherPlayer);
        await File.WriteAllTextAsync(SecretFile, Secrets.ServerFile);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>As Alice, unless <paramref name="token"/> says otherwise. The path goes out as it is written.</summary>
    /// <returns>The status, and headers and body in one text: a secret may leak through either.</returns>
    public async Task<(int Status, string Text)> SendAsync(
        string method, string path, string? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address.GetLeftPart(UriPartial.Authority) + path, raw));
        request.Headers.Add("apikey", AnonKey);
        request.Headers.Add("Authorization", "Bearer " + (token ?? Alice.Token));
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _server.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, string.Create(CultureInfo.InvariantCulture, $"{response.Headers}\n{text}"));
    }

    public Task<T?> ScalarAsync<T>(string sql, params object[] parameters) => _server.ScalarAsync<T>(sql, parameters);

    public Task<string?> SnapshotAsync() => _server.SnapshotAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _server.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Guid> OpenChatAsync(ContractPerson player, string words)
    {
        var (status, text) = await SendAsync(
            "POST",
            "/rest/v1/rpc/send_support_message",
            $$"""{"message_text":"{{words}}","subject":"{{words}}"}""",
            player.Token);
        Assert.True(status == 200, text);
        return await ScalarAsync<Guid>("select id from chat_requests where player_id = $1", player.Id);
    }
}
