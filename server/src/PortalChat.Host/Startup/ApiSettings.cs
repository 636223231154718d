using PortalChat.Database;
using PortalChat.Database.Contract;
using PortalChat.Rest.Options;

namespace PortalChat.Host.Startup;

/// <summary>
/// What <c>/rest/v1</c> shows: the contract, unless the configuration's section <c>Api</c> says otherwise
/// (<c>Api__Tables__0=*</c> in the environment).
/// </summary>
internal static class ApiSettings
{
    /// <summary>What the tables were called in systems that came before; a client that still does is told the right name.</summary>
    private static readonly Dictionary<string, string> LegacyNames = new(StringComparer.Ordinal)
    {
        ["support_requests"] = "chat_requests",
        ["support_chats"] = "chat_requests",
        ["support_messages"] = "chat_messages",
        ["chats"] = "chat_requests",
        ["messages"] = "chat_messages",
    };

    /// <summary>
    /// What comes more often than everything else together, and leaves nothing in the session but rows: those of one player's
    /// chat.
    /// </summary>
    private static readonly Dictionary<string, string> SharedWrites = new(StringComparer.Ordinal)
    {
        ["chat_messages"] = ChatContract.ChatMessages.PlayerId,
        ["send_support_message"] = "",
    };

    /// <exception cref="StartupException">A setting makes no sense; the message names it.</exception>
    public static void Configure(RestOptions api, IConfigurationSection section)
    {
        Fill(api.Tables, section.GetSection(nameof(api.Tables)), ChatContract.AllTables);
        Fill(api.Functions, section.GetSection(nameof(api.Functions)), ChatContract.AllFunctions);
        Fill(api.Schemas, section.GetSection(nameof(api.Schemas)), [.. api.Schemas]);
        Fill(api.ExtraSearchPath, section.GetSection(nameof(api.ExtraSearchPath)), [.. api.ExtraSearchPath]);
        if (!section.GetSection(nameof(api.SharedWrites)).Exists())
        {
            foreach (var (name, column) in SharedWrites)
            {
                api.SharedWrites[name] = column;
            }
        }

        foreach (var (legacy, name) in LegacyNames)
        {
            api.LegacyNames[legacy] = name;
        }

        try
        {
            section.Bind(api);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartupException($"The settings of {section.Path} cannot be used: {unreadable.Message}", unreadable);
        }

        if (api.Check() is { } wrong)
        {
            throw new StartupException(wrong);
        }
    }

    // The binder adds to what a list holds, and a list that is given is meant to replace it.
    private static void Fill(IList<string> list, IConfigurationSection given, IEnumerable<string> otherwise)
    {
        list.Clear();
        if (given.Exists())
        {
            return;
        }

        foreach (var name in otherwise)
        {
            list.Add(name);
        }
    }
}
