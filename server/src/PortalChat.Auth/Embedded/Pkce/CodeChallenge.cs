using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Pkce;

/// <summary>
/// RFC 7636: who asks for a mail shows the hash of a secret, and only who knows the secret gets the session that the
/// mail's link leads to.
/// </summary>
/// <param name="Method"><c>s256</c> or <c>plain</c>.</param>
/// <param name="Value">The challenge, 43 to 128 characters.</param>
internal sealed partial record CodeChallenge(string Method, string Value)
{
    private const string Hashed = "s256";

    /// <summary>Null where nothing was sent: then the link itself brings the session.</summary>
    public static AuthError? Read(string? method, string? value, out CodeChallenge? challenge)
    {
        challenge = null;
        if (string.IsNullOrEmpty(method) && string.IsNullOrEmpty(value))
        {
            return null;
        }

        var name = method?.ToLowerInvariant();
        if (name is not (Hashed or "plain") || value is null || !Text().IsMatch(value))
        {
            return AuthErrors.Validation(
                "PKCE flow requires code_challenge_method s256 or plain, and a code_challenge of 43 to 128 characters");
        }

        challenge = new CodeChallenge(name, value);
        return null;
    }

    public bool IsMetBy(string verifier)
    {
        var bytes = Encoding.UTF8.GetBytes(verifier);
        var shown = Method == Hashed ? Encoding.ASCII.GetBytes(Base64UrlEncoder.Encode(SHA256.HashData(bytes))) : bytes;
        return CryptographicOperations.FixedTimeEquals(shown, Encoding.ASCII.GetBytes(Value));
    }

    // At most 128 characters, one way to match.
    [GeneratedRegex(@"\A[A-Za-z0-9._~-]{43,128}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Text();
}
