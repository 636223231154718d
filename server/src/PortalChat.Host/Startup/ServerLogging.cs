namespace PortalChat.Host.Startup;

internal static class ServerLogging
{
    public static void Configure(ILoggingBuilder logging, ServerOptions options)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(options.LogLevel);

        // These log addresses with their query, and a WebSocket's query carries the API key; Npgsql logs statements.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails says why in one line
        logging.AddFilter("Yarp", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Error);

        // To stderr, so that stdout holds what a person reads and nothing else.
        var format = options.LogFormat ?? (Console.IsErrorRedirected ? LogFormat.Json : LogFormat.Text);
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
        }
        else
        {
            logging.AddSimpleConsole(text =>
            {
                text.SingleLine = true;
                text.TimestampFormat = "HH:mm:ss ";
            });
        }

        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
