using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using PortalChat.Auth.Embedded.Errors;
using PortalChat.Auth.Embedded.Mail;

namespace PortalChat.Auth.Embedded.Limits;

/// <summary>Counts requests per network and kind; buckets that are full again are forgotten.</summary>
internal sealed class RateLimits(EmbeddedAuthOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _token = Buckets(options.RateLimits.Token);
    private readonly PartitionedRateLimiter<string> _signUp = Buckets(options.RateLimits.SignUp);
    private readonly PartitionedRateLimiter<string> _anonymous = Buckets(options.RateLimits.Anonymous);
    private readonly PartitionedRateLimiter<string> _mail = Buckets(options.RateLimits.Mail);
    private readonly PartitionedRateLimiter<string> _verify = Buckets(options.RateLimits.Verify);
    private readonly PartitionedRateLimiter<string> _code = Buckets(options.RateLimits.Code);
    private readonly PartitionedRateLimiter<string> _wrongPassword = Buckets(options.RateLimits.WrongPassword);
    private readonly PartitionedRateLimiter<string>? _mailTo =
        options.MailInterval > TimeSpan.Zero ? Buckets(new RateLimit(1, options.MailInterval)) : null;

    public AuthError? Token(IPAddress? address) => Take(_token, Network(address));

    public AuthError? SignUp(IPAddress? address) => Take(_signUp, Network(address));

    public AuthError? Anonymous(IPAddress? address) => Take(_anonymous, Network(address));

    public AuthError? Mail(IPAddress? address) => Take(_mail, Network(address));

    public AuthError? Verify(IPAddress? address) => Take(_verify, Network(address));

    public AuthError? Code(string email) => Take(_code, email);

    /// <summary>
    /// Counts mails that were asked for by their address, whether there is an account or not: who is refused learns
    /// nothing by it.
    /// </summary>
    public AuthError? MailTo(string email, params ReadOnlySpan<MailPurpose> purposes)
    {
        var isRefused = false;
        foreach (var purpose in purposes)
        {
            using var lease = _mailTo?.AttemptAcquire($"{purpose.TokenType()} {email}");
            isRefused |= lease is { IsAcquired: false };
        }

        return isRefused ? AuthErrors.TooManyMails(options.MailInterval) : null;
    }

    /// <summary>
    /// Whether so many wrong passwords were tried that not even the right one counts. Asked before a password is hashed,
    /// to spare the work, and after, since many may have been tried at once.
    /// </summary>
    public AuthError? Guesses(IPAddress? address, string email) =>
        _wrongPassword.GetStatistics(Key(address, email)) is { CurrentAvailablePermits: < 1 }
            ? AuthErrors.TooManyRequests(options.RateLimits.WrongPassword.Period / options.RateLimits.WrongPassword.Permits)
            : null;

    /// <summary>Counts a wrong password; from the limit on not even that it was wrong is told.</summary>
    public AuthError? WrongPassword(IPAddress? address, string email) => Take(_wrongPassword, Key(address, email));

    public void Dispose()
    {
        _token.Dispose();
        _signUp.Dispose();
        _anonymous.Dispose();
        _mail.Dispose();
        _verify.Dispose();
        _code.Dispose();
        _wrongPassword.Dispose();
        _mailTo?.Dispose();
    }

    private static AuthError? Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired
            ? null
            : AuthErrors.TooManyRequests(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null);
    }

    private static string Key(IPAddress? address, string email) => $"{Network(address)} {email}";

    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        // One subscriber has a whole /64 to choose addresses from.
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static PartitionedRateLimiter<string> Buckets(RateLimit limit) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit.Permits,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = limit.Period / limit.Permits,
                QueueLimit = 0,
            }));
}
