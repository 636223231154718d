using System.Runtime.InteropServices;
using System.Text;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// A row's values in Postgres' text form, as the log has them: one piece of memory, and where in it each value is. Most
/// values go from it straight into JSON; one becomes a string only when somebody asks for that. Not for concurrent use.
/// </summary>
/// <param name="bytes">UTF-8; owned by the row from now on.</param>
/// <param name="places">One for each column, within <paramref name="bytes"/>.</param>
internal sealed class RowValues(byte[] bytes, RowValues.Place[] places)
{
    private string?[]? _texts;
    private byte[]?[]? _filled;

    public int Count => places.Length;

    /// <summary>Whether a large value is missing because the update did not touch it, so that the log leaves it out.</summary>
    public bool HasUntouched => Array.Exists(places, place => place == Place.Untouched);

    public bool IsUntouched(int index) => places[index] == Place.Untouched;

    /// <summary>Neither null nor left out.</summary>
    public bool Has(int index) => places[index].Length >= 0;

    /// <summary>Of a value that is there; valid as long as the row.</summary>
    public ReadOnlySpan<byte> Utf8(int index) =>
        _filled?[index] is { } filled ? filled : bytes.AsSpan(places[index].Start, places[index].Length);

    /// <summary>Null for SQL's null, and for what the log leaves out.</summary>
    public string? Text(int index)
    {
        if (!Has(index))
        {
            return null;
        }

        _texts ??= new string?[places.Length];
        return _texts[index] ??= Encoding.UTF8.GetString(Utf8(index));
    }

    /// <summary>Puts in what the log left out.</summary>
    public void Fill(int index, ReadOnlySpan<byte> value)
    {
        _filled ??= new byte[]?[places.Length];
        _filled[index] = value.ToArray();
        places[index] = new Place(0, value.Length);
    }

    public void FillWithNull(int index) => places[index] = Place.Null;

    /// <param name="Start">Where the value begins.</param>
    /// <param name="Length">In bytes; negative where there is no value.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Start, int Length)
    {
        public static Place Null { get; } = new(0, -1);

        public static Place Untouched { get; } = new(0, -2);
    }
}
