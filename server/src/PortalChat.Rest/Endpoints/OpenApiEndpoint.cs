using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using PortalChat.Database.Catalog;
using PortalChat.Database.Sessions;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Responses;

namespace PortalChat.Rest.Endpoints;

/// <summary>
/// <c>/rest/v1/</c>: an OpenAPI 2.0 document of what is exposed and what the caller has some right on.
/// </summary>
internal sealed class OpenApiEndpoint(CallerSessions sessions)
{
    private const string Allowed =
        """
        select oid from unnest($1) as oid where has_any_column_privilege(oid, 'select, insert, update')
          or has_table_privilege(oid, 'select, insert, update, delete')
        union all
        select oid from unnest($2) as oid where has_function_privilege(oid, 'execute')
        """;

    public async Task<RestResponse> HandleAsync(RestRequest request)
    {
        if (HttpMethods.IsOptions(request.Method))
            return new RestResponse { Status = 200, Headers = [new("Allow", "OPTIONS,GET,HEAD")] };
        if (!HttpMethods.IsGet(request.Method) && !request.IsHead)
            throw RequestErrors.Method(request.Method);
        if (!request.Options.OpenApi)
            throw RequestErrors.OpenApiDisabled();
        var tables = request.Catalog.Tables.Where(table => table.Name.Schema == request.Schema).ToList();
        var functions = request.Catalog.Functions.Where(function => function.Name.Schema == request.Schema).ToList();
        var allowed = await AskAsync(request, tables, functions);
        return new RestResponse
        {
            Status = 200,
            ContentType = "application/openapi+json; charset=utf-8",
            Body = Write(
                [.. tables.Where(table => allowed.Contains(table.Oid)).OrderBy(table => table.Name.Name, StringComparer.Ordinal)],
                [.. functions.Where(function => allowed.Contains(function.Oid)).OrderBy(function => function.Name.Name, StringComparer.Ordinal)]),
        };
    }

    private Task<HashSet<uint>> AskAsync(RestRequest request, List<CatalogTable> tables, List<CatalogFunction> functions)
    {
        var ask = new NpgsqlBatchCommand(Allowed)
        {
            Parameters =
            {
                Oids(tables.Select(table => table.Oid)),
                Oids(functions.Select(function => function.Oid)),
            },
        };
        return sessions.RunAsync(request.Caller, request.Session with { ReadOnly = true }, ask, ReadAsync, request.Aborted);
    }

    private static NpgsqlParameter Oids(IEnumerable<uint> oids) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid, Value = oids.ToArray() };

    private static async Task<HashSet<uint>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var oids = new HashSet<uint>();
        while (await reader.ReadAsync(cancellationToken))
            oids.Add(reader.GetFieldValue<uint>(0));
        return oids;
    }

    private static ReadOnlyMemory<byte> Write(List<CatalogTable> tables, List<CatalogFunction> functions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, JsonStyle.Readable);
        json.WriteStartObject();
        json.WriteString("swagger", "2.0");
        json.WriteStartObject("info");
        json.WriteString("title", "PortalChat REST API");
        json.WriteString("version", "14");
        json.WriteEndObject();
        json.WriteString("basePath", "/rest/v1");
        json.WriteStartArray("consumes");
        json.WriteStringValue("application/json");
        json.WriteEndArray();
        json.WriteStartArray("produces");
        json.WriteStringValue("application/json");
        json.WriteStringValue("application/vnd.pgrst.object+json");
        json.WriteStringValue("text/csv");
        json.WriteEndArray();
        json.WriteStartObject("definitions");
        foreach (var table in tables)
            Definition(json, table);
        json.WriteEndObject();
        json.WriteStartObject("paths");
        foreach (var table in tables)
            TablePath(json, table);
        foreach (var function in functions.DistinctBy(function => function.Name))
            FunctionPath(json, function);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Definition(Utf8JsonWriter json, CatalogTable table)
    {
        json.WriteStartObject(table.Name.Name);
        json.WriteString("type", "object");
        Text(json, "description", table.Comment);
        json.WriteStartArray("required");
        foreach (var column in table.Columns.Where(column => column is { NotNull: true, Default: null, IsGenerated: false }))
            json.WriteStringValue(column.Name);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject(column.Name);
            Type(json, column.Type);
            Text(json, "default", column.Default);
            Text(json, "description", column.Comment);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void TablePath(Utf8JsonWriter json, CatalogTable table)
    {
        json.WriteStartObject("/" + table.Name.Name);
        Operation(json, "get", table.Name.Name, table.Comment);
        if (table.IsInsertable)
            Operation(json, "post", table.Name.Name, table.Comment);
        if (table.IsUpdatable)
            Operation(json, "patch", table.Name.Name, table.Comment);
        if (table.IsDeletable)
            Operation(json, "delete", table.Name.Name, table.Comment);
        json.WriteEndObject();
    }

    private static void FunctionPath(Utf8JsonWriter json, CatalogFunction function)
    {
        json.WriteStartObject("/rpc/" + function.Name.Name);
        if (function.Volatility != CatalogVolatility.Volatile)
            Operation(json, "get", "(rpc) " + function.Name.Name, function.Comment);
        Operation(json, "post", "(rpc) " + function.Name.Name, function.Comment, function.Parameters);
        json.WriteEndObject();
    }

    private static void Operation(
        Utf8JsonWriter json, string method, string tag, string? comment, IReadOnlyList<CatalogParameter>? arguments = null)
    {
        json.WriteStartObject(method);
        json.WriteStartArray("tags");
        json.WriteStringValue(tag);
        json.WriteEndArray();
        Text(json, "summary", comment);
        if (arguments is { Count: > 0 })
            Arguments(json, arguments);
        json.WriteStartObject("responses");
        json.WriteStartObject(method == "post" && arguments is null ? "201" : "200");
        json.WriteString("description", "OK");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Arguments(Utf8JsonWriter json, IReadOnlyList<CatalogParameter> arguments)
    {
        json.WriteStartArray("parameters");
        json.WriteStartObject();
        json.WriteString("in", "body");
        json.WriteString("name", "args");
        json.WriteBoolean("required", true);
        json.WriteStartObject("schema");
        json.WriteString("type", "object");
        json.WriteStartArray("required");
        foreach (var argument in arguments.Where(argument => argument is { HasDefault: false, Name.Length: > 0 }))
            json.WriteStringValue(argument.Name);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var argument in arguments.Where(argument => argument.Name.Length > 0))
        {
            json.WriteStartObject(argument.Name);
            Type(json, argument.Type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Type(Utf8JsonWriter json, CatalogType type)
    {
        var name = type switch
        {
            { IsJson: true } => null,
            { Category: 'A' } => "array",
            { BaseName: "int2" or "int4" or "int8" } => "integer",
            { Category: 'N' } => "number",
            { Category: 'B' } => "boolean",
            _ => "string",
        };
        Text(json, "type", name);
        json.WriteString("format", type.Sql);
        if (name == "array")
        {
            json.WriteStartObject("items");
            json.WriteEndObject();
        }

        if (type.Labels.Count == 0)
            return;
        json.WriteStartArray("enum");
        foreach (var label in type.Labels)
            json.WriteStringValue(label);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
