using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace PortalChat.Fuzz.Tests.Mutation;

/// <summary>A JWT whose header, claims or signature say something else.</summary>
internal static class TokenMutation
{
    public static string Mutate(string token, Random random)
    {
        var parts = token.Split('.');
        var at = random.Next(parts.Length);
        parts[at] = at == 2
            ? WebEncoders.Base64UrlEncode(TextMutation.Mutate(WebEncoders.Base64UrlDecode(parts[at]), random))
            : WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(
                JsonMutation.Mutate(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[at])), random)));
        return string.Join('.', random.Next(10) == 0 ? parts.Append("") : parts);
    }
}
