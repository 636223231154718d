namespace PortalChat.Database.Catalog;

/// <summary>A row of <c>pg_proc</c>, with the arguments of all modes in parallel arrays.</summary>
internal sealed record CatalogFunctionRow(
    uint Oid,
    QualifiedName Name,
    char Volatility,
    bool ReturnsSet,
    uint ReturnType,
    uint[] ArgumentTypes,
    string[] ArgumentModes,
    string[] ArgumentNames,
    int DefaultCount,
    float ExpectedRows,
    string? Comment)
{
    public CatalogFunction ToFunction(CatalogTypes types)
    {
        var inputs = Enumerable.Range(0, ArgumentTypes.Length).Where(place => Mode(place) is "i" or "b" or "v").ToList();
        var parameters = inputs.Select((place, position) => new CatalogParameter
        {
            Name = ArgumentName(place),
            Type = types.Get(ArgumentTypes[place]),
            // Defaults belong to the last ones, by the rules of create function.
            HasDefault = position >= inputs.Count - DefaultCount,
            IsVariadic = Mode(place) == "v",
        });
        return new CatalogFunction
        {
            Oid = Oid,
            Name = Name,
            Parameters = [.. parameters],
            Volatility = Volatility switch
            {
                'i' => CatalogVolatility.Immutable,
                's' => CatalogVolatility.Stable,
                _ => CatalogVolatility.Volatile,
            },
            Result = Result(types),
            Comment = Comment,
        };
    }

    private CatalogFunctionResult Result(CatalogTypes types)
    {
        var row = types.Find(ReturnType);
        var outputs = Enumerable.Range(0, ArgumentTypes.Length)
            .Where(place => Mode(place) is "o" or "b" or "t")
            .Select((place, position) => new CatalogColumn
            {
                Name = ArgumentName(place) is { Length: > 0 } name ? name : "column" + (position + 1),
                Type = types.Get(ArgumentTypes[place]),
            })
            .ToList();
        var type = types.Get(ReturnType);
        return new CatalogFunctionResult
        {
            Type = type,
            HasOneRow = !ReturnsSet || ExpectedRows is 1,
            IsSet = ReturnsSet,
            IsVoid = row is { Name: { Schema: "pg_catalog", Name: "void" } },
            IsComposite = row is { Kind: 'c' } || outputs.Count > 0,
            Table = type.RowOf,
            Columns = type.RowOf is null ? outputs : [],
        };
    }

    private string Mode(int place) => place < ArgumentModes.Length ? ArgumentModes[place] : "i";

    private string ArgumentName(int place) => place < ArgumentNames.Length ? ArgumentNames[place] : "";
}
