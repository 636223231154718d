using System.Net.Mail;

namespace PortalChat.Auth.Embedded.Users;

internal static class EmailAddress
{
    // auth.users keeps 255 characters.
    private const int MaxLength = 255;

    /// <summary>The address in the form in which it is stored and compared, or null where it is none.</summary>
    public static string? Normalize(string text)
    {
        var email = text.Trim().ToLowerInvariant();
        return email.Length is > 0 and <= MaxLength
            && !email.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '<' or '>')
            && MailAddress.TryCreate(email, out var parsed)
            && parsed.Address == email
            ? email
            : null;
    }
}
