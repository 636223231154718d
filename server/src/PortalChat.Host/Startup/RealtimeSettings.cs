using Microsoft.Extensions.Options;
using PortalChat.Database;
using PortalChat.Realtime;

namespace PortalChat.Host.Startup;

/// <summary>The limits of <c>/realtime/v1</c>, which the configuration's section <c>Realtime</c> may change.</summary>
internal static class RealtimeSettings
{
    /// <exception cref="StartupException">A setting makes no sense; the message names it.</exception>
    public static void Add(IServiceCollection services, RealtimeOptions options, IConfigurationSection section)
    {
        try
        {
            section.Bind(options);
            services.AddPortalChatRealtime(options);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new StartupException($"The settings of {section.Path} cannot be used: {unreadable.Message}", unreadable);
        }
        catch (OptionsValidationException wrong)
        {
            throw new StartupException(wrong.Message, wrong);
        }
    }
}
