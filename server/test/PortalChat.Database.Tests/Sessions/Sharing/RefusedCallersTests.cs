using PortalChat.Auth.Callers;
using PortalChat.Database.Sessions.Sharing;
using PortalChat.Testing;

namespace PortalChat.Database.Tests.Sessions.Sharing;

/// <summary>[RE8] Who undid a transaction of several runs by himself, and only he, and only for a while.</summary>
public sealed class RefusedCallersTests
{
    private static readonly Caller Alice = new() { Role = PostgresRoles.Authenticated, Claims = "{}", Subject = Guid.NewGuid() };
    private static readonly Caller Bob = Alice with { Subject = Guid.NewGuid() };

    [Fact]
    public void Contains_HimWhoWasAdded_UntilTheTimeIsOver()
    {
        var clock = new ManualClock();
        var refused = new RefusedCallers(clock);
        refused.Add(Alice);
        clock.Advance(RefusedCallers.While - TimeSpan.FromTicks(1));

        Assert.True(refused.Contains(Alice));
        Assert.False(refused.Contains(Bob));

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(refused.Contains(Alice));
    }

    [Fact]
    public void Contains_HimWhoWasAddedAgain_FromThenOn()
    {
        var clock = new ManualClock();
        var refused = new RefusedCallers(clock);
        refused.Add(Alice);
        clock.Advance(RefusedCallers.While / 2);
        refused.Add(Alice);
        clock.Advance(RefusedCallers.While / 2);

        Assert.True(refused.Contains(Alice));
    }
}
