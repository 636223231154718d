using System.Globalization;
using System.Numerics;

namespace PortalChat.Realtime.Changes;

/// <summary>Orders two values of one type given in Postgres' text form, as its operators would.</summary>
internal static class ValueComparer
{
    /// <summary>Types whose order is known here; for others only equality can be asked.</summary>
    public static bool CanOrder(PgType type) => type.Kind is PgTypeKind.Number or PgTypeKind.Bool or PgTypeKind.Enum
        or PgTypeKind.Date or PgTypeKind.Timestamp or PgTypeKind.TimestampWithZone
        || type.Name is "text" or "varchar" or "bpchar" or "name" or "uuid" or "time" or "citext";

    public static int Compare(PgType type, string left, string right) => type.Kind switch
    {
        PgTypeKind.Number => CompareNumbers(left, right),
        PgTypeKind.Enum => Rank(type, left).CompareTo(Rank(type, right)),
        PgTypeKind.Date or PgTypeKind.Timestamp or PgTypeKind.TimestampWithZone => CompareMoments(left, right),

        // "f" before "t"; uuid and time in their canonical form; text by code point, as under the collation "C".
        _ => string.CompareOrdinal(left, right),
    };

    private static int CompareNumbers(string left, string right)
    {
        if (long.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a)
            && long.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b))
        {
            return a.CompareTo(b);
        }

        if (Scaled(left) is { } exactLeft && Scaled(right) is { } exactRight)
        {
            var places = Math.Max(exactLeft.Places, exactRight.Places);
            return (exactLeft.Value * BigInteger.Pow(10, places - exactLeft.Places))
                .CompareTo(exactRight.Value * BigInteger.Pow(10, places - exactRight.Places));
        }

        // Exponents, infinities, NaN: Postgres puts NaN above everything.
        var (x, y) = (Float(left), Float(right));
        return double.IsNaN(x) || double.IsNaN(y)
            ? double.IsNaN(x).CompareTo(double.IsNaN(y))
            : x.CompareTo(y);
    }

    /// <summary>Digits with at most one point, exactly.</summary>
    private static (BigInteger Value, int Places)? Scaled(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? (value, point < 0 ? 0 : text.Length - point - 1)
            : null;
    }

    private static double Float(string text) => text switch
    {
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN,
    };

    private static int Rank(PgType type, string label)
    {
        for (var rank = 0; rank < type.Labels.Count; rank++)
        {
            if (type.Labels[rank] == label)
            {
                return rank;
            }
        }

        return -1;
    }

    /// <summary>
    /// ISO text in one zone orders as text while the years have four digits; the infinities stand outside.
    /// </summary>
    private static int CompareMoments(string left, string right)
    {
        var byInfinity = Infinity(left).CompareTo(Infinity(right));
        return byInfinity != 0 ? byInfinity : string.CompareOrdinal(WithoutZone(left), WithoutZone(right));
    }

    private static int Infinity(string text) => text switch { "infinity" => 1, "-infinity" => -1, _ => 0 };

    /// <summary>A shorter fraction would otherwise be compared with the other's zone.</summary>
    private static string WithoutZone(string text) =>
        text.EndsWith("+00", StringComparison.Ordinal) ? text[..^3] : text;
}
