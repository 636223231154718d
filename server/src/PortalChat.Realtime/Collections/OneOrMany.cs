namespace PortalChat.Realtime.Collections;

/// <summary>
/// A set that is no object of its own while it holds one thing, which is what most do: one player is on a chat's topic,
/// and one listens to a chat's messages. A field's type: a copy is not the set. Not for concurrent use.
/// </summary>
internal struct OneOrMany<T>
    where T : notnull
{
    private bool _hasOne;
    private T _one;
    private HashSet<T>? _many;

    public readonly int Count => _many?.Count ?? (_hasOne ? 1 : 0);

    public readonly bool Contains(T item) =>
        _many?.Contains(item) ?? (_hasOne && EqualityComparer<T>.Default.Equals(_one, item));

    public void Add(T item)
    {
        if (Count == 0)
        {
            (_hasOne, _one, _many) = (true, item, null);
        }
        else if (!Contains(item))
        {
            // Nothing stays behind in the one place: it would be held after it is removed.
            _many ??= [_one];
            (_hasOne, _one) = (false, default!);
            _many.Add(item);
        }
    }

    /// <summary>False when it was not there.</summary>
    public bool Remove(T item)
    {
        if (_many is not null)
        {
            return _many.Remove(item);
        }

        var found = Contains(item);
        if (found)
        {
            (_hasOne, _one) = (false, default!);
        }

        return found;
    }

    public readonly Enumerator GetEnumerator() => new(this);

    public readonly T[] ToArray() => _many is not null ? [.. _many] : _hasOne ? [_one] : [];

    public struct Enumerator(OneOrMany<T> set)
    {
        private HashSet<T>.Enumerator _many = set._many?.GetEnumerator() ?? default;
        private bool _isOneLeft = set._many is null && set._hasOne;
        private readonly bool _isMany = set._many is not null;
        private readonly T _one = set._one;

        public readonly T Current => _isMany ? _many.Current : _one;

        public bool MoveNext()
        {
            var moved = _isMany ? _many.MoveNext() : _isOneLeft;
            _isOneLeft = false;
            return moved;
        }
    }
}
