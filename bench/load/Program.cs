using System.CommandLine;
using PortalChat.Load.Figures;
using PortalChat.Load.Scenarios;
using PortalChat.Load.Target;

var json = new Option<string?>("--json") { Description = "Also writes the tables as JSON to this file", Recursive = true };
var chats = new Option<int>("--chats") { Description = "Open chats, each with a connected player", DefaultValueFactory = _ => 1000 };
var gres = new Option<int>("--gres") { Description = "Connected GREs", DefaultValueFactory = _ => 20 };
var seconds = new Option<int>("--seconds") { Description = "Length of each measurement", DefaultValueFactory = _ => 20 };
var rates = new Option<int[]>("--rates")
{
    Description = "Messages a second",
    DefaultValueFactory = _ => [100, 500, 1000, 2000],
    AllowMultipleArgumentsPerToken = true,
};
var beside = new Option<bool>("--pgbench") { Description = "By turns with pgbench at the same rates" };
var inFlight = new Option<int>("--in-flight") { Description = "Requests under way at once", DefaultValueFactory = _ => 64 };
var sockets = new Option<int[]>("--sockets")
{
    Description = "Sockets at once",
    DefaultValueFactory = _ => [1000, 5000, 20000],
    AllowMultipleArgumentsPerToken = true,
};
var people = new Option<int>("--people") { Description = "Different GREs among them", DefaultValueFactory = _ => 100 };
var files = new Option<int>("--files") { Description = "Open files that the server may have", DefaultValueFactory = _ => 1500 };
var messages = new Option<int[]>("--messages")
{
    Description = "Messages in the tables",
    DefaultValueFactory = _ => [10_000, 1_000_000, 10_000_000],
    AllowMultipleArgumentsPerToken = true,
};
var rate = new Option<int>("--rate") { Description = "Messages a second", DefaultValueFactory = _ => 200 };
var minutes = new Option<double>("--minutes") { Description = "Length", DefaultValueFactory = _ => 30 };
var starts = new Option<int>("--starts") { Description = "Starts of each kind; a third of them on a new folder", DefaultValueFactory = _ => 10 };
var turns = new Option<int>("--turns") { Description = "Times that each question is asked", DefaultValueFactory = _ => 200 };

var root = new RootCommand("Loads a PortalChat server over its public wire, and fails where a message is lost, doubled, misordered or leaked.")
{
    json,
};
root.Add(Scenario(
    "conversation",
    "Send to receive at steady rates",
    [chats, gres, rates, seconds, beside],
    (stage, given, stop) => Conversation.RunAsync(
        stage, given.GetValue(chats), given.GetValue(gres), given.GetValue(rates)!, Seconds(given), given.GetValue(beside), stop)));
root.Add(Scenario(
    "ceiling",
    "As many messages as will go through, beside pgbench",
    [chats, gres, inFlight, seconds],
    (stage, given, stop) => Ceiling.RunAsync(
        stage, given.GetValue(chats), given.GetValue(gres), given.GetValue(inFlight), Seconds(given), stop)));
root.Add(Scenario(
    "fan-out",
    "One change to many sockets, beside a bare Kestrel broadcast",
    [sockets, people, seconds],
    (stage, given, stop) => FanOut.RunAsync(stage, given.GetValue(sockets)!, given.GetValue(people), Seconds(given), stop)));
root.Add(Scenario(
    "crowd",
    "What idle players cost, and the limit of open files",
    [sockets, files],
    (stage, given, stop) => Crowd.RunAsync(stage, given.GetValue(sockets)!, given.GetValue(files), stop)));
root.Add(Scenario(
    "growth",
    "The same desk with few and with many messages in its tables",
    [messages, rate, seconds, turns],
    (stage, given, stop) => Growth.RunAsync(
        stage, given.GetValue(messages)!, given.GetValue(rate), Seconds(given), given.GetValue(turns), stop)));
root.Add(Scenario(
    "start",
    "From the start of a server's process until it is ready, and until a subscription is live",
    [starts],
    (stage, given, stop) => Start.RunAsync(stage, given.GetValue(starts), stop)));
root.Add(Scenario(
    "soak",
    "A steady rate for long, with sockets coming and going: does anything grow?",
    [minutes, rate, chats, gres],
    (stage, given, stop) => Soak.RunAsync(
        stage,
        TimeSpan.FromMinutes(given.GetValue(minutes)),
        given.GetResult(rate) is { Implicit: false } ? given.GetValue(rate) : 300,
        given.GetValue(chats),
        given.GetValue(gres),
        stop)));

var port = new Argument<int>("port");
var bare = new Command("bare", "The bare broadcast that fan-out compares with") { port };
bare.SetAction((given, stop) => BareBroadcast.ServeAsync(given.GetValue(port), stop));
root.Add(bare);
return await root.Parse(args).InvokeAsync();

TimeSpan Seconds(ParseResult given) => TimeSpan.FromSeconds(given.GetValue(seconds));

Command Scenario(string name, string description, Option[] options, Func<Stage, ParseResult, CancellationToken, Task> run)
{
    var command = new Command(name, description);
    foreach (var option in options)
    {
        command.Add(option);
    }

    command.SetAction(async (given, stop) =>
    {
        var stage = new Stage(Repository(), Console.Out);
        await run(stage, given, stop);
        if (given.GetValue(json) is { } path)
        {
            Table.Write(path, stage.Tables);
        }

        Console.WriteLine(stage.AllIsWell ? "\nNothing lost, nothing twice." : "\nFAILED: see above.");
        return stage.AllIsWell ? 0 : 1;
    });
    return command;
}

static string Repository()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "PortalChat.slnx")))
        {
            return folder.FullName;
        }
    }

    throw new InvalidOperationException("Run this from within the repository.");
}
