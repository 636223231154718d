using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;

namespace PortalChat.Host.Portals;

/// <summary>The two built portals, at <c>/player</c> and <c>/staff</c>; each answers any path below it with its page.</summary>
internal static class PortalFiles
{
    private static readonly string[] Portals = ["player", "staff"];

    // Radix positions its popovers by inline styles; nothing else from elsewhere is loaded or run.
    private const string ContentSecurityPolicy =
        "default-src 'self'; connect-src 'self' ws: wss: http: https:; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public static bool IsAbout(HttpContext context) =>
        Portals.Any(portal => context.Request.Path.StartsWithSegments($"/{portal}", StringComparison.Ordinal));

    /// <summary>Returns the portals that are built; the others answer 404.</summary>
    public static IReadOnlyList<string> Use(WebApplication app, string? configuredFolder)
    {
        var folder = configuredFolder ?? Find();
        var built = Portals
            .Where(portal => folder is not null && File.Exists(Path.Combine(Dist(folder, portal), "index.html")))
            .ToList();
        foreach (var portal in built)
        {
            Use(app, portal, new BuiltFiles(new PhysicalFileProvider(Dist(folder!, portal), ExclusionFilters.Sensitive)));
        }

        if (built.Count > 0)
        {
            app.MapGet("/", () => Results.Redirect($"/{built[0]}/"));
        }

        return built;
    }

    private static string Dist(string folder, string portal) => Path.GetFullPath(Path.Combine(folder, portal, "dist"));

    private static void Use(WebApplication app, string portal, BuiltFiles files)
    {
        var options = new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = $"/{portal}",
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            OnPrepareResponse = served => SetHeaders(served.Context),
        };
        app.UseStaticFiles(options);
        app.MapFallback($"/{portal}/{{**path:nonfile}}", async context =>
        {
            if (context.Request.Path == $"/{portal}")
            {
                context.Response.Redirect($"/{portal}/");
                return;
            }

            SetHeaders(context);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(files.GetFileInfo("index.html"), context.RequestAborted);
        });
    }

    private static void SetHeaders(HttpContext context)
    {
        // Names of assets carry a hash of their content; the page that names them must always be fresh.
        var isAsset = context.Request.Path.Value?.Contains("/assets/", StringComparison.Ordinal) == true;
        var headers = context.Response.Headers;
        headers.CacheControl = isAsset ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var portals = Path.Combine(folder.FullName, "portals");
            if (Directory.Exists(Path.Combine(portals, "player")))
            {
                return portals;
            }
        }

        return null;
    }
}
