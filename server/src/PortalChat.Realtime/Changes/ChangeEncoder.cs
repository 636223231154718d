using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PortalChat.Realtime.Channels;
using PortalChat.Realtime.Protocol;

namespace PortalChat.Realtime.Changes;

/// <summary>
/// Encodes one change: the data once per role and selection, the frame once per serializer, topic and bindings. All
/// that ask for the same get the same bytes.
/// </summary>
internal sealed class ChangeEncoder(RowChange change, RealtimeOptions options)
{
    /// <summary>Of a change that is too large, only values up to so many characters are sent. Upstream's.</summary>
    private const int SmallValue = 64;

    private readonly Dictionary<(string Role, string Select), byte[]> _data = [];
    private readonly Dictionary<(SerializerVersion, string Topic, string Ids, string Role, string Select), OutFrame> _frames = [];
    private (ChangeBinding Binding, SerializerVersion Version, string Topic, string Role, OutFrame Frame)? _last;

    /// <summary>The frames for a channel: one, unless its bindings select different columns.</summary>
    public IEnumerable<OutFrame> Frames(Channel channel, string role, IReadOnlyList<ChangeBinding> bindings) => bindings
        .GroupBy(SelectKey, StringComparer.Ordinal)
        .Select(group => Frame(channel, role, group.First(), string.Join(',', group.Select(binding => binding.Id).Distinct())))
        .ToList();

    /// <summary>The frame for a channel that has one binding, which is most.</summary>
    public OutFrame Frame(Channel channel, string role, ChangeBinding binding)
    {
        // Who stands beside each other in the list mostly gets the same.
        if (_last is { } last && last.Binding.Id == binding.Id && ReferenceEquals(last.Binding.Select, binding.Select)
            && last.Version == channel.Socket.Version && last.Topic == channel.Topic && last.Role == role)
        {
            return last.Frame;
        }

        var frame = Frame(channel, role, binding, binding.Id.ToString(CultureInfo.InvariantCulture));
        _last = (binding, channel.Socket.Version, channel.Topic, role, frame);
        return frame;
    }

    private OutFrame Frame(Channel channel, string role, ChangeBinding first, string ids)
    {
        var select = SelectKey(first);
        var key = (channel.Socket.Version, channel.Topic, ids, role, select);
        if (_frames.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!_data.TryGetValue((role, select), out var data))
        {
            _data.Add((role, select), data = WriteData(role, first.Select));
        }

        byte[] payload = [.. "{\"ids\":["u8, .. Encoding.UTF8.GetBytes(ids), .. "],\"data\":"u8, .. data, (byte)'}'];
        var frame = FrameWriter.Write(channel.Socket.Version, null, null, channel.Topic, "postgres_changes", payload);
        _frames.Add(key, frame);
        return frame;
    }

    private static string SelectKey(ChangeBinding binding) =>
        binding.Select is null ? "*" : string.Join('\n', binding.Select);

    private byte[] WriteData(string role, IReadOnlyList<string>? select)
    {
        var whole = WriteData(role, select, int.MaxValue);
        return whole.Length <= options.MaxChangeBytes ? whole : WriteData(role, select, SmallValue);
    }

    private byte[] WriteData(string role, IReadOnlyList<string>? select, int maxValueLength)
    {
        var columns = change.Relation.Columns;
        var shown = Enumerable.Range(0, columns.Count)
            .Where(index => columns[index].Readers.Contains(role)
                && (select is null || columns[index].IsKey || select.Contains(columns[index].Name)))
            .ToList();
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("schema", change.Relation.Table.Schema);
            json.WriteString("table", change.Relation.Table.Name);
            json.WriteString("commit_timestamp", change.CommittedAt.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("type", change.Kind switch
            {
                ChangeKind.Insert => "INSERT",
                ChangeKind.Update => "UPDATE",
                _ => "DELETE",
            });
            json.WriteStartArray("columns");
            foreach (var index in shown)
            {
                json.WriteStartObject();
                json.WriteString("name", columns[index].Name);
                json.WriteString("type", columns[index].Type.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (change.Kind != ChangeKind.Delete)
            {
                WriteRecord(json, "record", change.Values, shown, maxValueLength);
            }

            if (change.Kind != ChangeKind.Insert)
            {
                WriteRecord(json, "old_record", change.OldValues ?? change.Values, Old(shown), maxValueLength);
            }

            if (maxValueLength == int.MaxValue)
            {
                json.WriteNull("errors");
            }
            else
            {
                json.WriteStartArray("errors");
                json.WriteStringValue("Error 413: Payload Too Large");
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Of the old row, the key; more only where the log has more and the table has no policies, since nobody can be
    /// asked any longer who might see what was there before.
    /// </summary>
    private List<int> Old(List<int> shown)
    {
        var columns = change.Relation.Columns;
        var isWhole = !change.Relation.Table.HasPolicies && change.HasWholeOldRow;
        return isWhole ? shown : [.. shown.Where(index => columns[index].IsKey)];
    }

    private void WriteRecord(Utf8JsonWriter json, string name, RowValues values, List<int> shown, int maxValueLength)
    {
        json.WriteStartObject(name);
        foreach (var index in shown)
        {
            if (values.Has(index))
            {
                var value = values.Utf8(index);
                if (value.Length <= maxValueLength || Encoding.UTF8.GetCharCount(value) <= maxValueLength)
                {
                    json.WritePropertyName(change.Relation.Columns[index].Name);
                    PgJson.Write(json, change.Relation.Columns[index].Type, value);
                }
            }
            else if (!values.IsUntouched(index))
            {
                json.WriteNull(change.Relation.Columns[index].Name);
            }
        }

        json.WriteEndObject();
    }
}
