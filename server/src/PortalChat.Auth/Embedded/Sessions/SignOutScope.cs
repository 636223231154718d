namespace PortalChat.Auth.Embedded.Sessions;

internal enum SignOutScope
{
    /// <summary>Every session of the user.</summary>
    Global,

    /// <summary>This session.</summary>
    Local,

    /// <summary>Every session but this one.</summary>
    Others,
}
