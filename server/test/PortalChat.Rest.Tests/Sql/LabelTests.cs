using PortalChat.Database.Catalog;
using PortalChat.Rest.Planning;
using PortalChat.Rest.Requests;
using PortalChat.Rest.Sql;

namespace PortalChat.Rest.Tests.Sql;

/// <summary>[RE73] What of a request stands in a statement itself, so that one plan with the right index serves all its uses.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData(" where (r.mood = any ('{\"calm\",\"wild\"}'))", "calm", "wild")]
    [InlineData(" where (r.mood = any ('{\"it''s\"}'))", "it's")]
    [InlineData(" where (r.mood = any ($1))", "calm", "odd")]
    [InlineData(" where (r.mood = any ($1))", "calm", "calm")]
    [InlineData(" where (r.mood = any ($1))", "x\"y")]
    [InlineData(" where (r.mood = any ($1))", "a\\b")]
    public void LabelsInAList_AreInTheStatement_AnythingElseIsAParameter(string expected, params string[] values) =>
        Assert.Equal(expected, Write(Enum, new FilterTest.In(values)));

    [Theory]
    [InlineData(" where (r.mood = 'calm')", "calm")]
    [InlineData(" where (r.mood = 'it''s')", "it's")]
    [InlineData(" where (r.mood = $1)", "odd")]
    [InlineData(" where (r.mood = $1)", "a\\b")]
    public void ALabel_IsInTheStatement_AnythingElseIsAParameter(string expected, string value) =>
        Assert.Equal(expected, Write(Enum, new FilterTest.Compare("=", TakesPattern: false, Quantifier.None, value)));

    [Fact]
    public void WhatIsNoEnum_IsAParameter() =>
        Assert.Equal(" where (r.mood = any ($1))", Write(Type("text", []), new FilterTest.In(["calm"])));

    private static CatalogType Enum => Type("mood", ["calm", "wild", "it's", "x\"y", "a\\b"]);

    private static CatalogType Type(string name, string[] labels) =>
        new() { Oid = 1, Sql = name, BaseName = name, Category = 'E', Labels = labels };

    private static string Write(CatalogType type, FilterTest test)
    {
        var sql = new SqlText();
        var field = new FieldReference(new CatalogColumn { Name = "mood", Type = type }, []);
        new ConditionSql(sql, "r", _ => "").Where([new PlannedCondition.Test(field, IsNegated: false, test)], " where ");
        return sql.ToCommand().CommandText.Replace("\"mood\"", "mood", StringComparison.Ordinal);
    }
}
