using System.Reflection;

namespace PortalChat.Database.Migrations;

/// <summary>A file of <c>supabase/migrations</c>: <c>&lt;version&gt;_&lt;name&gt;.sql</c>.</summary>
public sealed record Migration(string Version, string Name, string Sql)
{
    private const string Prefix = "supabase.migrations.";

    /// <summary>Those that this build carries, in their order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. ReadAll().OrderBy(m => m.Version, StringComparer.Ordinal)];

    private static IEnumerable<Migration> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var file = resource[Prefix.Length..^".sql".Length];
                var underscore = file.IndexOf('_', StringComparison.Ordinal);
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                yield return new Migration(file[..underscore], file[(underscore + 1)..], reader.ReadToEnd());
            }
        }
    }
}
