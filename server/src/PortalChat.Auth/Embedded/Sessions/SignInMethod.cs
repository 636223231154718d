namespace PortalChat.Auth.Embedded.Sessions;

/// <summary>Supabase Auth's names for how somebody has signed in, in <c>amr</c>.</summary>
internal static class SignInMethod
{
    public const string Password = "password";
    public const string Anonymous = "anonymous";
    public const string OneTimeCode = "otp";
}
