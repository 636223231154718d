using Npgsql;

namespace PortalChat.Database.Sessions;

/// <summary>A statement belongs to the batch that it ran in; to run it again takes another.</summary>
public static class StatementCopy
{
    public static NpgsqlBatchCommand Copy(this NpgsqlBatchCommand statement)
    {
        var copy = new NpgsqlBatchCommand(statement.CommandText);
        foreach (var parameter in statement.Parameters)
            copy.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        return copy;
    }
}
