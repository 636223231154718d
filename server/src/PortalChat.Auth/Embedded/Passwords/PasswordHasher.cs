using System.Text.RegularExpressions;
using System.Threading.RateLimiting;
using PortalChat.Auth.Embedded.Errors;
using Bcrypt = BCrypt.Net.BCrypt;

namespace PortalChat.Auth.Embedded.Passwords;

/// <summary>
/// bcrypt, as Supabase keeps passwords. A hash takes a core for about 60 ms, so only a few are made at once; the rest
/// wait without holding a thread, and when too many wait, the next is told to come later.
/// </summary>
internal sealed partial class PasswordHasher : IDisposable
{
    private readonly int _cost;
    private readonly ConcurrencyLimiter _turns;

    // Checked against for addresses that nobody has.
    private readonly string _nobodysHash;

    public PasswordHasher(EmbeddedAuthOptions options)
    {
        _cost = options.BcryptCost;
        _nobodysHash = Unmatched(_cost);
        _turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.BcryptParallelism,
            QueueLimit = options.BcryptQueue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    public Task<Outcome<string>> HashAsync(string password, CancellationToken cancellationToken) =>
        InTurnAsync(() => Bcrypt.HashPassword(password, _cost), cancellationToken);

    /// <summary>
    /// Takes the same time whether there is such a user or not: a fast answer would tell which addresses have accounts.
    /// </summary>
    /// <param name="password">What was typed.</param>
    /// <param name="hash">The stored hash; null or empty where there is none, then the answer is always no.</param>
    /// <param name="cancellationToken">Gives up the place in the queue.</param>
    public async Task<Outcome<Match>> VerifyAsync(string password, string? hash, CancellationToken cancellationToken)
    {
        var isKnown = !string.IsNullOrEmpty(hash);
        return await InTurnAsync(
            () => new Match(IsMatch(password, isKnown ? hash! : _nobodysHash) & isKnown), cancellationToken);
    }

    /// <summary>Whether a hash made elsewhere is bcrypt's, at a cost that can be borne at each sign-in.</summary>
    public static bool IsHash(string text) => Hash().IsMatch(text);

    public void Dispose() => _turns.Dispose();

    /// <summary>
    /// What looks like a hash and is none of anything anyone can find. To check against it costs what a real one costs,
    /// and to make it costs nothing: a start does not wait for it.
    /// </summary>
    internal static string Unmatched(int cost)
    {
        const int PrefixLength = 7;
        const int DigestLength = 31;
        var digest = Bcrypt.GenerateSalt(cost)[PrefixLength..] + Bcrypt.GenerateSalt(cost)[PrefixLength..];
        return Bcrypt.GenerateSalt(cost) + digest[..DigestLength];
    }

    private static bool IsMatch(string password, string hash)
    {
        try
        {
            return Bcrypt.Verify(PasswordRules.IsPossible(password) ? password : "", hash)
                & PasswordRules.IsPossible(password);
        }
        catch (Exception exception) when (exception is BCrypt.Net.SaltParseException or ArgumentException)
        {
            // A user moved here with a hash of another kind: he has to recover his password.
            return false;
        }
    }

    private async Task<Outcome<T>> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
        where T : class
    {
        using var turn = await _turns.AcquireAsync(permitCount: 1, cancellationToken);
        return turn.IsAcquired
            ? await Task.Run(work, cancellationToken)
            : AuthErrors.TooManyRequests(TimeSpan.FromSeconds(5));
    }

    // 60 characters, one way to match.
    [GeneratedRegex(@"\A\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();

    internal sealed record Match(bool IsRight);
}
