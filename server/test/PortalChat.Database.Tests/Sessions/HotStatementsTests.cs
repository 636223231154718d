using System.Globalization;
using PortalChat.Database.Sessions;

namespace PortalChat.Database.Tests.Sessions;

public sealed class HotStatementsTests
{
    [Fact]
    public void IsHot_ThirdUse_IsTrueFromThenOn()
    {
        var hot = new HotStatements();

        Assert.Equal([false, false, true, true], new[] { hot.IsHot("a"), hot.IsHot("a"), hot.IsHot("a"), hot.IsHot("a") });
        Assert.False(hot.IsHot("b"));
    }

    [Fact] // Or else a client that makes up shapes could fill every connection's memory.
    public void IsHot_MadeUpWithoutEnd_StaysBounded()
    {
        var hot = new HotStatements();
        var prepared = 0;
        for (var shape = 0; shape < 2000; shape++)
        {
            var sql = "select " + shape.ToString(CultureInfo.InvariantCulture);
            hot.IsHot(sql);
            hot.IsHot(sql);
            prepared += hot.IsHot(sql) ? 1 : 0;
        }

        Assert.Equal(200, prepared);
        Assert.True(hot.IsHot("select 0"));
    }
}
