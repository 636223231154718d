using Microsoft.Extensions.Configuration;
using PortalChat.Host.Startup;
using PortalChat.Rest.Options;

namespace PortalChat.Host.Tests.Startup;

/// <summary>[RE8] What is given under <c>Api</c> replaces what the contract would say.</summary>
public sealed class ApiSettingsTests
{
    [Fact]
    public void SharedWrites_NotGiven_AreMessages()
    {
        Assert.Equal(
            new Dictionary<string, string> { ["chat_messages"] = "player_id", ["send_support_message"] = "" },
            Read().SharedWrites);
    }

    [Fact]
    public void SharedWrites_GivenAsNothing_AreNone()
    {
        Assert.Empty(Read(("Api:SharedWrites", "")).SharedWrites);
    }

    [Fact]
    public void SharedWrites_Given_ReplaceThem()
    {
        Assert.Equal(
            new Dictionary<string, string> { ["notes"] = "owner_id" },
            Read(("Api:SharedWrites:notes", "owner_id")).SharedWrites);
    }

    private static RestOptions Read(params (string Name, string Value)[] given)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(each => KeyValuePair.Create(each.Name, (string?)each.Value)))
            .Build();
        var options = new RestOptions();
        ApiSettings.Configure(options, configuration.GetSection("Api"));
        return options;
    }
}
