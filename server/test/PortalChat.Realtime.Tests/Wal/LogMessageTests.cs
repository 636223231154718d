using System.Text;
using PortalChat.Realtime.Changes;
using PortalChat.Realtime.Wal;
using PortalChat.Realtime.Wal.PgOutput;

namespace PortalChat.Realtime.Tests.Wal;

/// <summary>What the log says, byte by byte, is read right, and nothing else is.</summary>
public sealed class LogMessageTests
{
    private const uint Chats = 16_384;

    [Fact]
    public void Begin_TellsTheTransactionAndItsMoment()
    {
        var moment = new DateTime(2026, 11, 22, 10, 30, 0, 123, DateTimeKind.Utc).AddMicroseconds(456);
        var since2000 = (moment - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerMicrosecond;
        var transaction = WalTransaction.Read(LogMessages.Begin(4_000_000_000, since2000));
        Assert.Equal(new WalTransaction(4_000_000_000, moment), transaction);
        Assert.Equal(DateTimeKind.Utc, transaction.CommittedAt.Kind);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Begin_AtAMomentThatIsNone_IsRefused(long microseconds) =>
        Assert.Throws<WalException>(() => WalTransaction.Read(LogMessages.Begin(1, microseconds)));

    [Fact]
    public void Relation_TellsItsColumnsInOrder()
    {
        var announced = Announcement.Read(LogMessages.Relation(Chats, "public", "größe", ("id", 2950), ("Text", 25)));
        Assert.Equal((Chats, "public", "größe"), (announced.Id, announced.Schema, announced.Name));
        Assert.Equal([("id", 2950u), ("Text", 25u)], announced.Columns);
    }

    [Fact]
    public void Insert_HasValuesNullsAndEmptyTexts()
    {
        var large = new string('ä', 100_000);
        var row = Read(LogMessages.Insert(Chats, "7", null, "", "näh 😀", large), columns: 5);
        Assert.Equal(ChangeKind.Insert, row.Kind);
        Assert.Null(row.Old);
        Assert.Equal(["7", null, "", "näh 😀", large], Texts(row.New));
        Assert.False(row.New!.Has(1));
        Assert.False(row.New.IsUntouched(1));
        Assert.True(row.New.Utf8(3).SequenceEqual("näh 😀"u8));
    }

    [Fact]
    public void Update_ThatKeepsTheKey_HasTheNewRowOnly_AndTellsWhatItDidNotTouch()
    {
        var row = Read(LogMessages.Update(Chats, "7", LogMessages.Untouched, null), columns: 3);
        Assert.Equal((ChangeKind.Update, null, false), (row.Kind, row.Old, row.HasWholeOld));
        Assert.Equal(["7", null, null], Texts(row.New));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(row.New!.IsUntouched));

        row.New.Fill(1, "was there"u8);
        Assert.False(row.New.HasUntouched);
        Assert.Equal("was there", row.New.Text(1));
        Assert.True(row.New.Utf8(1).SequenceEqual("was there"u8));
    }

    [Fact]
    public void Update_OfTheKey_HasTheOldKey_AndUnderFullIdentityTheOldRow()
    {
        var key = Read(LogMessages.Update(Chats, 'K', ["6", null], ["7", "b"]), columns: 2);
        Assert.Equal((ChangeKind.Update, false), (key.Kind, key.HasWholeOld));
        Assert.Equal(["6", null], Texts(key.Old));
        Assert.Equal(["7", "b"], Texts(key.New));

        var whole = Read(LogMessages.Update(Chats, 'O', ["6", "a"], ["7", "b"]), columns: 2);
        Assert.True(whole.HasWholeOld);
        Assert.Equal(["6", "a"], Texts(whole.Old));
        Assert.Equal(["7", "b"], Texts(whole.New));
    }

    [Theory]
    [InlineData('K', false)]
    [InlineData('O', true)]
    public void Delete_HasTheOldRowOnly(char part, bool isWhole)
    {
        var row = Read(LogMessages.Delete(Chats, part, "7", null), columns: 2);
        Assert.Equal((ChangeKind.Delete, null, isWhole), (row.Kind, row.New, row.HasWholeOld));
        Assert.Equal(["7", null], Texts(row.Old));
    }

    [Fact]
    public void EveryMessage_CutOffAnywhere_IsRefused()
    {
        foreach (var message in All)
        {
            ReadAny(message);
            for (var length = 1; length < message.Length; length++)
            {
                var cut = message[..length];
                Assert.Throws<WalException>(() => ReadAny(cut));
            }
        }
    }

    [Fact]
    public void Rows_ThatAreNotWhatWasAnnounced_AreRefused()
    {
        var insert = LogMessages.Insert(Chats, "7", "b");
        Assert.Throws<WalException>(() => Read(insert, columns: 1));
        Assert.Throws<WalException>(() => Read(insert, columns: 3));
        Assert.Throws<WalException>(() => Read([.. insert, 0], columns: 2));

        // Values in binary are not asked for, an insert has no old row, and a delete has nothing else.
        Assert.Throws<WalException>(() => Read([.. insert[..8], (byte)'b', .. insert[9..]], columns: 2));
        Assert.Throws<WalException>(() => Read([.. insert[..5], (byte)'K', .. insert[6..]], columns: 2));
        Assert.Throws<WalException>(() => Read([(byte)'D', .. insert[1..]], columns: 2));
        Assert.Throws<WalException>(() => Read([.. LogMessages.Delete(Chats, 'K', "7", null), .. insert[5..]], columns: 2));
    }

    [Fact]
    public void MutatedMessages_AreReadOrRefused()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < 100_000; round++)
        {
            var mutated = All[random.Next(All.Length)].ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                mutated[random.Next(1, mutated.Length)] = random.Next(4) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            try
            {
                ReadAny(mutated);
            }
            catch (WalException)
            {
                // The reader says so, and begins anew.
            }
        }
    }

    private static byte[][] All { get; } =
    [
        LogMessages.Begin(7, 1),
        LogMessages.Relation(Chats, "public", "chats", ("id", 2950), ("text", 25)),
        LogMessages.Insert(Chats, "7", "hello"),
        LogMessages.Update(Chats, "7", LogMessages.Untouched),
        LogMessages.Update(Chats, 'K', ["6", null], ["7", "b"]),
        LogMessages.Update(Chats, 'O', ["6", "a"], ["7", "b"]),
        LogMessages.Delete(Chats, 'K', "7", null),
        LogMessages.Delete(Chats, 'O', "7", "b"),
    ];

    private static RowMessage Read(byte[] message, int columns)
    {
        Assert.Equal(Chats, RowMessage.RelationOf(message));
        return RowMessage.Read(message, columns);
    }

    private static void ReadAny(byte[] message)
    {
        switch ((MessageKind)message[0])
        {
            case MessageKind.Begin:
                WalTransaction.Read(message);
                break;
            case MessageKind.Relation:
                Announcement.Read(message);
                break;
            default:
                RowMessage.RelationOf(message);
                var row = RowMessage.Read(message, columns: 2);
                Texts(row.New);
                Texts(row.Old);
                break;
        }
    }

    private static List<string?> Texts(RowValues? row) =>
        row is null ? [] : [.. Enumerable.Range(0, row.Count).Select(row.Text)];
}
