using PortalChat.Auth.Embedded.Passwords;
using Bcrypt = BCrypt.Net.BCrypt;

namespace PortalChat.Auth.Tests.Embedded;

/// <summary>What the password of somebody who does not exist is checked against.</summary>
public sealed class UnmatchedHashTests
{
    [Fact]
    public void Unmatched_IsHashedAgainstLikeARealOne()
    {
        var unmatched = PasswordHasher.Unmatched(cost: 4);
        var real = Bcrypt.HashPassword("a password", workFactor: 4);

        // One that could not be read would be refused at once, and the short answer would tell that nobody is there.
        Assert.True(PasswordHasher.IsHash(unmatched));
        Assert.Equal(real.Length, unmatched.Length);
        Assert.Equal(real[..7], unmatched[..7]);
        Assert.False(Bcrypt.Verify("a password", unmatched));
        Assert.Equal(unmatched[..29], Bcrypt.HashPassword("a password", unmatched)[..29]);
        Assert.True(Bcrypt.Verify("a password", real));
        Assert.NotEqual(unmatched, PasswordHasher.Unmatched(cost: 4));
    }
}
