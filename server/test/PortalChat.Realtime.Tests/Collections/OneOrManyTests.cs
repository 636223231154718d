using PortalChat.Realtime.Collections;

namespace PortalChat.Realtime.Tests.Collections;

/// <summary>A set that has one thing, several or none is a set all the way.</summary>
public sealed class OneOrManyTests
{
    [Fact]
    public void Holds_what_a_set_holds_whatever_is_added_and_removed()
    {
        var random = new Random(7);
        var set = new OneOrMany<int>();
        var expected = new HashSet<int>();
        for (var step = 0; step < 2_000; step++)
        {
            var item = random.Next(4);
            if (random.Next(2) == 0)
            {
                set.Add(item);
                expected.Add(item);
            }
            else
            {
                Assert.Equal(expected.Remove(item), set.Remove(item));
            }

            Assert.Equal(expected.Count, set.Count);
            Assert.Equal(expected.Order(), set.ToArray().Order());
            Assert.Equal(expected.Order(), Enumerated(set).Order());
            Assert.All(Enumerable.Range(0, 4), each => Assert.Equal(expected.Contains(each), set.Contains(each)));
        }
    }

    private static List<int> Enumerated(OneOrMany<int> set)
    {
        var all = new List<int>();
        foreach (var item in set)
        {
            all.Add(item);
        }

        return all;
    }
}
