using System.Globalization;
using Microsoft.AspNetCore.Http;
using PortalChat.Rest.Errors;
using PortalChat.Rest.Requests;

namespace PortalChat.Rest.Endpoints;

/// <summary>The <c>Range: 0-9</c> header of older clients; it narrows what the parameters leave.</summary>
internal static class RangeHeader
{
    public static RowRange Apply(HttpRequest request, RowRange range)
    {
        if (!HttpMethods.IsGet(request.Method) || request.Headers.Range.ToString() is not { Length: > 0 } header)
            return range;
        var text = header.StartsWith("items=", StringComparison.Ordinal) ? header["items=".Length..] : header;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !TryRead(text[..dash], out var first))
            return range;
        long? last = TryRead(text[(dash + 1)..], out var end) ? end : null;
        if (last < first)
            throw RequestErrors.BadRange();
        var offset = Math.Max(range.Offset, first);
        var limit = last is null ? range.Limit : Math.Min(range.Limit ?? long.MaxValue, last.Value - first + 1);
        return new RowRange(offset, limit);
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < long.MaxValue;
}
