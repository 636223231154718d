using PortalChat.Auth.Callers;
using PortalChat.Auth.Tokens;

namespace PortalChat.Auth.Tests.Tokens;

public sealed class VerifiedTokensTests
{
    [Fact(DisplayName = "[AU14] no more tokens are remembered than allowed, and those in use are the last to go")]
    public void Add_BeyondCapacity_ForgetsTheUnused()
    {
        var tokens = new VerifiedTokens(capacity: 10);
        tokens.Add(TokenDigest.Of("in use"), Caller.Anonymous);

        for (var n = 0; n < 1000; n++)
        {
            tokens.Add(TokenDigest.Of($"token {n}"), Caller.Service);
            Assert.NotNull(tokens.Find(TokenDigest.Of("in use")));
        }

        var kept = Enumerable.Range(0, 1000).Count(n => tokens.Find(TokenDigest.Of($"token {n}")) is not null);
        Assert.InRange(kept, 1, 12);
    }
}
