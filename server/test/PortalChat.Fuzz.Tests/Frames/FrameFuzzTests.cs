using System.Diagnostics;
using PortalChat.Fuzz.Tests.Serving;
using PortalChat.Testing;

namespace PortalChat.Fuzz.Tests.Frames;

/// <summary>
/// [RT5] Mutated frames, text and binary, under both versions: no error is logged, nothing grows, every socket can go on
/// or come back, and somebody who chats beside them notices nothing.
/// </summary>
public sealed class FrameFuzzTests(PostgresFixture postgres)
{
    private const int BatchSize = 1_000;
    private const int FramesBetweenBeats = 25;

    [Fact]
    public async Task Frames_Mutated_HurtNobody()
    {
        await using var server = await FuzzServer.StartAsync(postgres);
        await using var bystander = await Bystander.ComeAsync(server);
        using var unobserved = new UnobservedExceptions();
        var memory = new MemoryWatch();
        var clock = Stopwatch.StartNew();
        var (done, received, closed) = (0, 0L, 0);
        var early = default(MemoryWatch.Held);
        while (done < FuzzSettings.Count && server.Log.Errors.IsEmpty)
        {
            var cast = await FuzzCast.ComeAsync(server, done);
            await server.TidyAsync([bystander.Person.Id, .. cast.Ids]);
            var sockets = new List<FuzzSocket>
            {
                new(server, cast.PublicKey, isV1: false),
                new(server, cast.PublicKey, isV1: true),
                new(server, cast.SecretKey, isV1: false),
                new(server, cast.SecretKey, isV1: true),
            };
            var batch = Math.Min(BatchSize, FuzzSettings.Count - done);
            await RunAsync(sockets, new FrameMutation(cast), done, batch, bystander);
            done += batch;
            foreach (var socket in sockets)
            {
                await socket.DisposeAsync();
                (received, closed) = (received + socket.Received, closed + socket.Closed);
            }

            if (early is null && done * 4 >= FuzzSettings.Count)
            {
                await server.AtRestAsync(sockets: 1);
                early = memory.Early();
            }
        }

        await server.AtRestAsync(sockets: 1);
        var late = MemoryWatch.Now();
        var report = $"{done} frames of seed {FuzzSettings.Seed} in {clock.Elapsed.TotalSeconds:0} s; {received} messages came back, "
            + $"{closed} connections; a quarter: {early}; all: {late}; bystander well {bystander.Rounds} times";
        Console.WriteLine(report);

        Assert.True(server.Log.Errors.IsEmpty, string.Join('\n', server.Log.Errors.Prepend(report)));
        Assert.Empty(unobserved.All);
        memory.End(late);
    }

    private static async Task RunAsync(
        List<FuzzSocket> sockets, FrameMutation mutation, int from, int count, Bystander bystander)
    {
        // Which frame goes through which socket is settled by its number, so that a run can be repeated.
        var work = sockets.Select(async (socket, index) =>
        {
            for (var number = from + index; number < from + count; number += sockets.Count)
            {
                await socket.SendAsync(mutation.Make(number, socket.IsV1));
                if (number / sockets.Count % FramesBetweenBeats == 0)
                {
                    await socket.SettleAsync();
                }
            }

            await socket.SettleAsync();
        }).ToList();
        do
        {
            await bystander.StayWellAsync();
        }
        while (!work.All(task => task.IsCompleted));

        await Task.WhenAll(work);
    }
}
