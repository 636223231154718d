using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using PortalChat.Database.Catalog;

namespace PortalChat.Rest.Sql;

/// <summary>
/// A statement being written. Text that is appended is ours or a quoted name from the catalog; whatever came with a
/// request goes through one of the value methods and becomes a parameter.
/// </summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<NpgsqlParameter> _parameters = [];

    public SqlText Append(string sql)
    {
        _text.Append(sql);
        return this;
    }

    public SqlText Append(int number)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{number}");
        return this;
    }

    public SqlText Name(string name) => Append(SqlIdentifier.Quote(name));

    /// <summary>A value from the catalog, whose type Postgres infers from where it stands.</summary>
    public SqlText Literal(string value) => Append($"'{value.Replace("'", "''", StringComparison.Ordinal)}'");

    /// <summary>The same, from a request.</summary>
    public SqlText Untyped(string value) =>
        Parameter(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value });

    public SqlText Text(string value) => Parameter(new NpgsqlParameter<string> { TypedValue = value });

    public SqlText Integer(int value) => Parameter(new NpgsqlParameter<int> { TypedValue = value });

    public SqlText Long(long value) => Parameter(new NpgsqlParameter<long> { TypedValue = value });

    public SqlText Json(ReadOnlyMemory<byte> value) =>
        Parameter(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Json, Value = value });

    public SqlText Bytes(ReadOnlyMemory<byte> value) =>
        Parameter(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = value });

    public SqlText TextArray(IReadOnlyList<string> values) =>
        Parameter(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values.ToArray() });

    /// <summary>Writes each item, with a separator between two.</summary>
    public SqlText Join<T>(IEnumerable<T> items, string separator, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                Append(separator);
            isFirst = false;
            write(item);
        }

        return this;
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(_text.ToString());
        foreach (var parameter in _parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private SqlText Parameter(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        _text.Append(CultureInfo.InvariantCulture, $"${_parameters.Count}");
        return this;
    }
}
