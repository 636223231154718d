using System.Security.Cryptography;
using Npgsql;
using PortalChat.Realtime.Cluster;
using PortalChat.Testing;

namespace PortalChat.Realtime.Tests.Cluster;

/// <summary>A server that says what a test tells it to, and is silent otherwise: as one that was killed.</summary>
internal sealed class Ghost : IAsyncDisposable
{
    private readonly PacketSeal _seal;
    private readonly PeerVoice _voice;
    private long _lastNumber;

    private Ghost(PacketSeal seal, PeerVoice voice, Guid node)
    {
        _seal = seal;
        _voice = voice;
        Node = node;
    }

    public Guid Node { get; }

    /// <param name="database">Where it haunts.</param>
    /// <param name="knowsKey">Whether it has the key that the servers share, or one of its own.</param>
    public static async Task<Ghost> StartAsync(TestDatabase database, bool knowsKey = true)
    {
        var key = knowsKey
            ? await database.ScalarAsync<byte[]>("select key from portalchat.server_key")
            : RandomNumberGenerator.GetBytes(ServerKey.Bytes);
        var node = Guid.NewGuid();
        var connection = new NpgsqlConnectionStringBuilder(database.AuthenticatorConnectionString) { Pooling = false };
        var voice = await PeerVoice.OpenAsync(connection.ConnectionString, ClusterLink.Channel, CancellationToken.None);
        return new Ghost(new PacketSeal(key!, node), voice, node);
    }

    /// <summary>Gives the packets that it has said.</summary>
    public async Task<IReadOnlyList<string>> SayAsync(params PeerRecord[] records)
    {
        var message = records.SelectMany(PeerRecordFormat.Write).ToArray();
        var packets = Packet.Write(_seal, Node, _voice.Backend, ref _lastNumber, message);
        await SayAgainAsync(packets);
        return packets;
    }

    /// <summary>Packets that may be another's.</summary>
    public Task SayAgainAsync(IReadOnlyList<string> packets) => _voice.SayAsync(packets, CancellationToken.None);

    /// <summary>What is said next is not sent, and lost.</summary>
    public void Lose() => _lastNumber++;

    public async ValueTask DisposeAsync()
    {
        await _voice.DisposeAsync();
        _seal.Dispose();
    }
}
