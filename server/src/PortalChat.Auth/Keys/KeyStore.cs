using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortalChat.Auth.Keys;

/// <summary>
/// The installation's own keys, made on the first start and kept in two files that only their owner may read:
/// <c>signing-keys.json</c> (private JWKs; the first signs, all verify) and <c>api-keys.json</c>.
/// </summary>
public sealed class KeyStore
{
    public const string SigningKeysFile = "signing-keys.json";
    public const string ApiKeysFile = "api-keys.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _signingKeysPath;
    private volatile SigningKeySet _signing;

    private KeyStore(string signingKeysPath, SigningKeySet signing, ApiKeys apiKeys)
    {
        _signingKeysPath = signingKeysPath;
        _signing = signing;
        ApiKeys = apiKeys;
    }

    public ApiKeys ApiKeys { get; }

    /// <summary>The public halves as a JWK set: what <c>/auth/v1/.well-known/jwks.json</c> answers.</summary>
    public string Jwks => _signing.Jwks;

    internal SigningKey Current => _signing.Keys[0];

    internal IReadOnlyList<SigningKey> SigningKeys => _signing.Keys;

    /// <summary>Reads the keys in a directory, or makes what is missing.</summary>
    /// <param name="directory">Created, for the owner only, where it does not exist.</param>
    /// <param name="timeProvider">Dates the API keys; the system's clock by default.</param>
    /// <exception cref="InvalidDataException">A file is there and cannot be used; it is left as it is.</exception>
    public static KeyStore Open(string directory, TimeProvider? timeProvider = null)
    {
        OwnerOnlyFile.CreateDirectory(directory);
        var signingKeysPath = Path.Combine(directory, SigningKeysFile);
        var signing = ReadOrMake(signingKeysPath, () => new JsonArray(SigningKey.Generate()), SigningKeySet.Read);
        var apiKeys = ReadOrMake(
            Path.Combine(directory, ApiKeysFile),
            () => ApiKeyFactory.Make(signing.Keys[0], timeProvider ?? TimeProvider.System),
            ApiKeyFactory.Read);
        return new KeyStore(signingKeysPath, signing, apiKeys);
    }

    /// <summary>Reads the signing keys again, after somebody has changed the file.</summary>
    /// <returns>What has become of it; on anything but a change the keys stay as they are.</returns>
    internal KeyReload Reload()
    {
        // A file that is being written looks spoilt for a moment, so this is no reason to stop.
        if (!File.Exists(_signingKeysPath) || TryRead(_signingKeysPath, SigningKeySet.Read) is not { } read)
        {
            return KeyReload.Unreadable;
        }

        var before = _signing;
        if (read.Jwks == before.Jwks)
        {
            return KeyReload.Unchanged;
        }

        _signing = read;
        return before.Keys.All(old => read.Keys.Any(key => key.Id == old.Id)) ? KeyReload.Added : KeyReload.Removed;
    }

    private static T ReadOrMake<T>(string path, Func<JsonNode> make, Func<JsonNode?, T> read)
        where T : class
    {
        if (!File.Exists(path))
        {
            OwnerOnlyFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(make(), Indented));
        }

        // What went wrong stays out of the message: it may quote the file.
        return TryRead(path, read) ?? throw new InvalidDataException(
            $"The key file {path} cannot be read. Restore it from a backup, or delete it to have new keys made "
            + "(everybody has to sign in again then).");
    }

    private static T? TryRead<T>(string path, Func<JsonNode?, T> read)
        where T : class
    {
        try
        {
            return read(JsonNode.Parse(File.ReadAllBytes(path)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

internal enum KeyReload
{
    Unchanged,

    /// <summary>All keys of before are there still.</summary>
    Added,

    /// <summary>Some key of before no longer counts.</summary>
    Removed,

    Unreadable,
}
