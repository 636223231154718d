namespace PortalChat.Rest.Requests;

/// <param name="Relation">Set for an order by a column of a to-one embed.</param>
/// <param name="Descending">Null where the request says neither.</param>
/// <param name="NullsFirst">Null where the request says neither.</param>
internal sealed record OrderTerm(string? Relation, FieldPath Field, bool? Descending, bool? NullsFirst);
