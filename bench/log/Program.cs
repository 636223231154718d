using System.CommandLine;
using PortalChat.LogBench;
using PortalChat.Testing;

var transactions = new Option<int>("--transactions")
{
    Description = "Transactions of an insert and an update each, for the backlog",
    DefaultValueFactory = _ => 100_000,
};
var rate = new Option<int>("--rate") { Description = "Transactions a second, while both follow", DefaultValueFactory = _ => 1000 };
var seconds = new Option<int>("--seconds") { Description = "How long each follows", DefaultValueFactory = _ => 10 };
var rounds = new Option<int>("--rounds") { Description = "Each reader's turns; the first warms up", DefaultValueFactory = _ => 4 };

var root = new RootCommand("What reading the write-ahead log costs a server: by Npgsql's own reader of pgoutput, and by this server's.")
{
    transactions, rate, seconds, rounds,
};
root.SetAction(async (given, stop) =>
{
    await using var postgres = new PostgresFixture();
    await using var database = await postgres.CreateDatabaseAsync();
    await using var log = await Log.CreateAsync(database, stop);
    await log.DrainAsync(given.GetValue(rounds), given.GetValue(transactions), stop);
    await log.FollowAsync(given.GetValue(rounds), given.GetValue(rate), TimeSpan.FromSeconds(given.GetValue(seconds)), stop);
});
return await root.Parse(args).InvokeAsync();
