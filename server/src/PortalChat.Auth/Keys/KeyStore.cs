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

    private readonly SigningKey[] _signingKeys;

    private KeyStore(SigningKey[] signingKeys, ApiKeys apiKeys)
    {
        _signingKeys = signingKeys;
        ApiKeys = apiKeys;
        Jwks = JsonWebKeys.Write(signingKeys.Select(key => key.PublicKey));
    }

    public ApiKeys ApiKeys { get; }

    /// <summary>The public halves as a JWK set: what <c>/auth/v1/.well-known/jwks.json</c> answers.</summary>
    public string Jwks { get; }

    internal SigningKey Current => _signingKeys[0];

    internal IReadOnlyList<SigningKey> SigningKeys => _signingKeys;

    /// <summary>Reads the keys in a directory, or makes what is missing.</summary>
    /// <param name="directory">Created, for the owner only, where it does not exist.</param>
    /// <param name="timeProvider">Dates the API keys; the system's clock by default.</param>
    /// <exception cref="InvalidDataException">A file is there and cannot be used; it is left as it is.</exception>
    public static KeyStore Open(string directory, TimeProvider? timeProvider = null)
    {
        OwnerOnlyFile.CreateDirectory(directory);
        var signingKeys = ReadOrMake(
            Path.Combine(directory, SigningKeysFile),
            () => new JsonArray(SigningKey.Generate()),
            json => json is JsonArray { Count: > 0 } keys
                ? keys.Select(SigningKey.Read).ToArray()
                : throw new JsonException("There is no signing key."));
        var apiKeys = ReadOrMake(
            Path.Combine(directory, ApiKeysFile),
            () => ApiKeyFactory.Make(signingKeys[0], timeProvider ?? TimeProvider.System),
            ApiKeyFactory.Read);
        return new KeyStore(signingKeys, apiKeys);
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
