using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Collections;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// Which channels listen to which changes. Bindings that ask for one exact value of a column are found by that value,
/// so a change of one chat does not look at the listeners of every other.
/// </summary>
internal sealed class ChangeSubscriptions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Channel, bool> _channels = [];
    private readonly Dictionary<(string? Schema, string? Table), Listeners> _listeners = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _channels.Count;
            }
        }
    }

    public void Add(Channel channel)
    {
        lock (_lock)
        {
            if (!_channels.TryAdd(channel, true))
            {
                return;
            }

            foreach (var binding in channel.Bindings)
            {
                if (!_listeners.TryGetValue((binding.Schema, binding.Table), out var listeners))
                {
                    _listeners.Add((binding.Schema, binding.Table), listeners = new Listeners());
                }

                listeners.Add(channel, binding);
            }
        }
    }

    /// <summary>Listens with other bindings from now on.</summary>
    public void Replace(Channel channel, IReadOnlyList<ChangeBinding> bindings)
    {
        lock (_lock)
        {
            Remove(channel);
            channel.Bindings = bindings;
            if (bindings.Count > 0)
            {
                Add(channel);
            }
        }
    }

    public void Remove(Channel channel)
    {
        lock (_lock)
        {
            if (!_channels.Remove(channel))
            {
                return;
            }

            foreach (var binding in channel.Bindings)
            {
                var key = (binding.Schema, binding.Table);
                if (_listeners.TryGetValue(key, out var listeners) && listeners.Remove(channel, binding))
                {
                    _listeners.Remove(key);
                }
            }
        }
    }

    public Channel[] Channels()
    {
        lock (_lock)
        {
            return [.. _channels.Keys];
        }
    }

    public bool HasListeners(string schema, string table)
    {
        lock (_lock)
        {
            return _listeners.ContainsKey((schema, table)) || _listeners.ContainsKey((schema, null))
                || _listeners.ContainsKey((null, table)) || _listeners.ContainsKey((null, null));
        }
    }

    /// <summary>The channels whose filters the change meets, each once, with the bindings that it meets.</summary>
    public List<(Channel Channel, IReadOnlyList<ChangeBinding> Bindings)> Match(RowChange change)
    {
        var matches = new Matches();
        lock (_lock)
        {
            foreach (var key in Keys(change.Relation.Table.Schema, change.Relation.Table.Name))
            {
                if (_listeners.TryGetValue(key, out var listeners))
                {
                    listeners.Collect(change, matches);
                }
            }
        }

        return matches.All;
    }

    private static (string?, string?)[] Keys(string schema, string table) =>
        [(schema, table), (schema, null), (null, table), (null, null)];

    /// <summary>Of one table. A binding stands in one place: under its value, or among the rest.</summary>
    private sealed class Listeners
    {
        private readonly Dictionary<string, Dictionary<string, OneOrMany<(Channel, ChangeBinding)>>> _byValue =
            new(StringComparer.Ordinal);

        private readonly HashSet<(Channel, ChangeBinding)> _rest = [];

        public void Add(Channel channel, ChangeBinding binding)
        {
            if (binding.Lookup is not { } lookup)
            {
                _rest.Add((channel, binding));
                return;
            }

            if (!_byValue.TryGetValue(lookup.Column, out var values))
            {
                _byValue.Add(lookup.Column, values = new(StringComparer.Ordinal));
            }

            CollectionsMarshal.GetValueRefOrAddDefault(values, lookup.ExactText!, out _).Add((channel, binding));
        }

        /// <summary>True when nobody is left.</summary>
        public bool Remove(Channel channel, ChangeBinding binding)
        {
            if (binding.Lookup is { } lookup)
            {
                Remove(lookup, channel, binding);
            }
            else
            {
                _rest.Remove((channel, binding));
            }

            return _rest.Count == 0 && _byValue.Count == 0;
        }

        private void Remove(RowPredicate lookup, Channel channel, ChangeBinding binding)
        {
            if (!_byValue.TryGetValue(lookup.Column, out var values))
            {
                return;
            }

            ref var entries = ref CollectionsMarshal.GetValueRefOrNullRef(values, lookup.ExactText!);
            if (Unsafe.IsNullRef(ref entries) || !entries.Remove((channel, binding)) || entries.Count > 0)
            {
                return;
            }

            values.Remove(lookup.ExactText!);
            if (values.Count == 0)
            {
                _byValue.Remove(lookup.Column);
            }
        }

        public void Collect(RowChange change, Matches matches)
        {
            foreach (var (channel, binding) in _rest)
            {
                Collect(channel, binding, change, matches);
            }

            foreach (var (column, values) in _byValue)
            {
                var index = change.Relation.IndexOf(column);
                if (index >= 0 && change.Values.Text(index) is { } text && values.TryGetValue(text, out var entries))
                {
                    foreach (var (channel, binding) in entries)
                    {
                        Collect(channel, binding, change, matches);
                    }
                }
            }
        }

        private static void Collect(Channel channel, ChangeBinding binding, RowChange change, Matches matches)
        {
            if (binding.Matches(change))
            {
                matches.Add(channel, binding);
            }
        }
    }

    /// <summary>Most channels have one binding, and are listed as they are; the others' are brought together.</summary>
    private sealed class Matches
    {
        private Dictionary<Channel, List<ChangeBinding>>? _several;

        public List<(Channel Channel, IReadOnlyList<ChangeBinding> Bindings)> All { get; } = [];

        public void Add(Channel channel, ChangeBinding binding)
        {
            if (channel.Bindings.Count == 1)
            {
                All.Add((channel, channel.Bindings));
                return;
            }

            _several ??= [];
            if (!_several.TryGetValue(channel, out var bindings))
            {
                _several.Add(channel, bindings = []);
                All.Add((channel, bindings));
            }

            bindings.Add(binding);
        }
    }
}
