using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Keys;
using PortalChat.Auth.Tests.Support;

namespace PortalChat.Auth.Tests.Keys;

public sealed class KeyStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(DisplayName = "[AU1] the second start reads the keys that the first has made")]
    public void Open_Again_GivesTheSameKeys()
    {
        var first = KeyStore.Open(_directory.Path);
        var second = KeyStore.Open(_directory.Path);

        Assert.Equal(first.ApiKeys, second.ApiKeys);
        Assert.Equal(first.Jwks, second.Jwks);
        Assert.StartsWith("sb_publishable_", first.ApiKeys.Publishable);
        Assert.StartsWith("sb_secret_", first.ApiKeys.Secret);
    }

    [Fact(DisplayName = "[AU1] nobody but the owner can read the key files")]
    public void Open_FirstStart_FilesAreForTheOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // There are no file modes; the data folder's own access list counts.
        }

        var directory = _directory.File("keys");
        KeyStore.Open(directory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        foreach (var file in new[] { KeyStore.SigningKeysFile, KeyStore.ApiKeysFile })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, file)));
        }
    }

    [Theory(DisplayName = "[AU1] a key file that cannot be read stops the start, names the file and is left alone")]
    [InlineData(KeyStore.SigningKeysFile, "[]")]
    [InlineData(KeyStore.SigningKeysFile, "not json")]
    [InlineData(KeyStore.SigningKeysFile, """[{"kty":"oct","k":"c2VjcmV0","kid":"1"}]""")]
    [InlineData(KeyStore.ApiKeysFile, "{}")]
    [InlineData(KeyStore.ApiKeysFile, """{"anon":1}""")]
    public void Open_SpoiltFile_Throws(string file, string content)
    {
        KeyStore.Open(_directory.Path);
        File.WriteAllText(_directory.File(file), content);

        var refusal = Assert.Throws<InvalidDataException>(() => KeyStore.Open(_directory.Path));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_directory.File(file)));
    }

    [Fact(DisplayName = "[AU2] the JWK set has the public halves only")]
    public void Jwks_HasNoPrivateMember()
    {
        var store = KeyStore.Open(_directory.Path);

        var key = Assert.Single(JsonNode.Parse(store.Jwks)!["keys"]!.AsArray())!.AsObject();
        Assert.False(key.ContainsKey("d"));
        Assert.Equal("EC", key["kty"]!.GetValue<string>());
        Assert.Equal("ES256", key["alg"]!.GetValue<string>());
        var stored = JsonNode.Parse(File.ReadAllText(_directory.File(KeyStore.SigningKeysFile)))![0]!.AsObject();
        Assert.True(stored.ContainsKey("d"), "control: the private half is in the file");
        Assert.Equal(stored["x"]!.GetValue<string>(), key["x"]!.GetValue<string>());
    }

    [Fact(DisplayName = "[AU1] keys do not print themselves")]
    public void ToString_ShowsNoKey()
    {
        var keys = KeyStore.Open(_directory.Path).ApiKeys;

        Assert.DoesNotContain(keys.Secret!, $"{keys}", StringComparison.Ordinal);
        Assert.Equal(3, keys.Anon!.Split('.').Length);
        Assert.Contains("\"role\":\"anon\"", Base64UrlEncoder.Decode(keys.Anon.Split('.')[1]), StringComparison.Ordinal);
    }
}
