namespace PortalChat.Auth.Embedded.Limits;

/// <summary>
/// How much one network address may ask for, as token buckets: so many at once, refilled evenly over the period.
/// An IPv6 caller is counted by its /64 network. Numbers are Supabase's defaults.
/// </summary>
public sealed record AuthRateLimits
{
    /// <summary>Sign-ins and refreshes (<c>/token</c>).</summary>
    public RateLimit Token { get; init; } = new(150, TimeSpan.FromMinutes(5));

    /// <summary>New accounts (<c>/signup</c> with a password).</summary>
    public RateLimit SignUp { get; init; } = new(30, TimeSpan.FromMinutes(5));

    /// <summary>New accounts without an e-mail address.</summary>
    public RateLimit Anonymous { get; init; } = new(30, TimeSpan.FromHours(1));

    /// <summary>Requests for mails (<c>/recover</c>, <c>/otp</c>, <c>/resend</c>).</summary>
    public RateLimit Mail { get; init; } = new(30, TimeSpan.FromMinutes(5));

    /// <summary>Links and codes that are tried (<c>/verify</c>).</summary>
    public RateLimit Verify { get; init; } = new(30, TimeSpan.FromMinutes(5));

    /// <summary>
    /// Codes that are tried for one e-mail address, whatever network they come from: of a million possible ones only
    /// these can be tried while a code lives. Its link still works.
    /// </summary>
    public RateLimit Code { get; init; } = new(10, TimeSpan.FromHours(1));

    /// <summary>
    /// Wrong passwords for one e-mail address from one network. Supabase counts only requests; this keeps whoever
    /// tries one person's passwords slower than people who sign in, and locks out nobody elsewhere.
    /// </summary>
    public RateLimit WrongPassword { get; init; } = new(20, TimeSpan.FromMinutes(5));

    internal void Validate()
    {
        foreach (var limit in new[] { Token, SignUp, Anonymous, Mail, Verify, Code, WrongPassword })
        {
            AuthOptions.Require(limit.Permits >= 1, "A rate limit must permit at least 1.");
            AuthOptions.Require(limit.Period > TimeSpan.Zero, "A rate limit's period must be positive.");
        }
    }
}

/// <param name="Permits">How many at once, and how many per period.</param>
/// <param name="Period">How long an empty bucket takes to fill.</param>
public sealed record RateLimit(int Permits, TimeSpan Period);
