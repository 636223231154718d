using System.Globalization;
using System.Text;
using PortalChat.Auth.Embedded.Errors;

namespace PortalChat.Auth.Embedded.Passwords;

internal sealed class PasswordRules(EmbeddedAuthOptions options)
{
    /// <summary>bcrypt reads 72 bytes: what is longer would be cut off silently.</summary>
    public const int MaxBytes = 72;

    /// <summary>Null where the password may be set.</summary>
    public AuthError? Refuse(string password) =>
        Encoding.UTF8.GetByteCount(password) > MaxBytes
            ? AuthErrors.Validation("Password cannot be longer than 72 characters")
            : new StringInfo(password).LengthInTextElements < options.MinPasswordLength
                ? AuthErrors.WeakPassword(options.MinPasswordLength)
                : null;

    /// <summary>Whether it could be anybody's at all.</summary>
    public static bool IsPossible(string password) => Encoding.UTF8.GetByteCount(password) <= MaxBytes;
}
