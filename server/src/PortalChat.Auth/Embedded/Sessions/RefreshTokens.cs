using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PortalChat.Auth.Embedded.Sessions;

internal static class RefreshTokens
{
    /// <summary>128 random bits: nobody guesses one, however many there are.</summary>
    public static string Make() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
}
