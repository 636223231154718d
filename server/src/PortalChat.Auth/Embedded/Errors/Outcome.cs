using System.Diagnostics.CodeAnalysis;

namespace PortalChat.Auth.Embedded.Errors;

/// <summary>A value, or the refusal that took its place.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly AuthError? _error;

    private Outcome(T? value, AuthError? error)
    {
        _value = value;
        _error = error;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(AuthError error) => new(null, error);

    public bool Failed([NotNullWhen(true)] out AuthError? error, [NotNullWhen(false)] out T? value)
    {
        error = _error;
        value = _value;
        return error is not null;
    }
}
