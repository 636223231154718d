namespace PortalChat.Database.Catalog;

/// <summary>The name of a table, type or function together with its schema.</summary>
public readonly record struct QualifiedName(string Schema, string Name)
{
    /// <summary>As SQL text, quoted.</summary>
    public string Sql => SqlIdentifier.Quote(Schema) + "." + SqlIdentifier.Quote(Name);

    public override string ToString() => Schema + "." + Name;
}
