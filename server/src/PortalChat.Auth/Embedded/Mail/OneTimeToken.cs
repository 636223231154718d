using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Embedded.Mail;

/// <summary>
/// What a mail carries: a link token of 256 bits, and six digits to type. The database keeps only the link token's hash;
/// the digits follow from it, so that the link cannot be guessed by trying a million digits.
/// </summary>
/// <param name="Link">In the link, and as <c>token_hash</c> of <c>verifyOtp</c>.</param>
internal sealed record OneTimeToken(string Link)
{
    private const string PkcePrefix = "pkce_";

    public string Hash => HashOf(Link);

    public string Code => CodeOf(Hash);

    /// <param name="isPkce">Whether the link brings a code to be exchanged, which its token shows, as upstream's does.</param>
    public static OneTimeToken Make(bool isPkce) =>
        new((isPkce ? PkcePrefix : "") + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32)));

    public static bool IsPkce(string link) => link.StartsWith(PkcePrefix, StringComparison.Ordinal);

    public static string HashOf(string link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)));

    public static string CodeOf(string hash)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"code {hash}"));
        return (BinaryPrimitives.ReadUInt64BigEndian(digest) % 1_000_000).ToString("D6");
    }

    public static bool IsCodeOf(string hash, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(hash)), Encoding.UTF8.GetBytes(code));

    public override string ToString() => nameof(OneTimeToken);
}
