using Npgsql;

namespace PortalChat.Database.Tests.Contract.Support;

/// <summary>What became of one statement: the rows that it returned, or Postgres' refusal.</summary>
public sealed record Answer(IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows, PostgresException? Refusal)
{
    /// <summary>The SQLSTATE of the refusal; empty where there was none.</summary>
    public string Code => Refusal?.SqlState ?? "";

    public string Message => Refusal?.MessageText ?? "";

    public string Hint => Refusal?.Hint ?? "";

    /// <summary>The only row.</summary>
    public IReadOnlyDictionary<string, object?> Row
    {
        get
        {
            Assert.Null(Refusal);
            return Assert.Single(Rows);
        }
    }

    public T Get<T>(string column) => Assert.IsType<T>(Row[column]);

    public void AssertRefused(string code, string message)
    {
        Assert.Equal(code, Code);
        Assert.Contains(message, Message, StringComparison.Ordinal);
    }
}
