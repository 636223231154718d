using System.Text;
using PortalChat.Rest.Errors;

namespace PortalChat.Rest.Requests.Syntax;

/// <summary>A place in a parameter's text. All parsers share it; each failure is a PGRST100 that says where.</summary>
/// <param name="what">How the failure names the text: <c>filter (eq.1)</c>.</param>
internal sealed class TextCursor(string text, string what)
{
    /// <summary>How deep embeds and logic may be nested: far above any real query, far below the stack's end.</summary>
    private const int MaxDepth = 32;

    private int _position;
    private int _depth;

    public int Position
    {
        get => _position;
        set => _position = value;
    }

    public bool AtEnd => _position >= text.Length;

    /// <summary>The next character, or NUL at the end.</summary>
    public char Next => AtEnd ? '\0' : text[_position];

    public ReadOnlySpan<char> Rest => text.AsSpan(_position);

    public bool At(string expected) => Rest.StartsWith(expected, StringComparison.Ordinal);

    public bool Take(char expected)
    {
        if (AtEnd || text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    public bool Take(string expected)
    {
        if (!At(expected))
            return false;
        _position += expected.Length;
        return true;
    }

    public bool TakeIgnoringCase(string expected)
    {
        if (!Rest.StartsWith(expected, StringComparison.OrdinalIgnoreCase))
            return false;
        _position += expected.Length;
        return true;
    }

    public char TakeAny() => text[_position++];

    public void SkipSpace()
    {
        while (Next is ' ' or '\t')
            _position++;
    }

    public void Expect(char expected)
    {
        if (!Take(expected))
            throw Fail($"\"{expected}\"");
    }

    public string TakeWhile(Func<char, bool> wanted)
    {
        var start = _position;
        while (!AtEnd && wanted(text[_position]))
            _position++;
        return text[start.._position];
    }

    public string TakeRest()
    {
        var rest = text[_position..];
        _position = text.Length;
        return rest;
    }

    public T Nested<T>(Func<T> parse)
    {
        if (++_depth > MaxDepth)
            throw RequestErrors.BadQuery(Where(), $"nested deeper than {MaxDepth}");
        var result = parse();
        _depth--;
        return result;
    }

    public RestException Fail(string expecting) =>
        RequestErrors.BadQuery(
            Where(),
            (AtEnd ? "unexpected end of input" : $"unexpected \"{NextVisible()}\"") + " expecting " + expecting);

    private string Where() => $"\"failed to parse {what}\" (line 1, column {_position + 1})";

    private string NextVisible()
    {
        if (!Rune.TryGetRuneAt(text, _position, out var rune))
            return "\ufffd";
        return rune.Value < ' ' ? "control character" : rune.ToString();
    }
}
