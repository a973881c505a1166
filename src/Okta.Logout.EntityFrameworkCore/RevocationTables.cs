using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The quoted names of the tables and their columns, as the model of the app has them: schema and naming conventions are the app's.</summary>
internal sealed class RevocationTables
{
    private RevocationTables(ISqlGenerationHelper sql, IEntityType revocation, IEntityType token, IEntityType session)
    {
        (Revocations, var ofRevocations) = NamesOf(sql, revocation);
        (Tokens, var ofTokens) = NamesOf(sql, token);
        (Sessions, var ofSessions) = NamesOf(sql, session);
        Id = ofRevocations(RevocationModel.Id)!;
        Kind = ofRevocations(RevocationModel.Kind)!;
        Data = ofRevocations(RevocationModel.Data)!;
        ExpiresAt = ofRevocations(RevocationModel.ExpiresAt)!;
        AppendedAt = ofRevocations(RevocationModel.AppendedAt)!;
        TransactionId = ofRevocations(RevocationModel.TransactionId);
        TokenKey = ofTokens(RevocationModel.TokenKey)!;
        Owner = ofTokens(RevocationModel.Owner)!;
        TokenExpiresAt = ofTokens(RevocationModel.ExpiresAt)!;
        SessionId = ofSessions(RevocationModel.SessionId)!;
        UserKey = ofSessions(RevocationModel.UserKey)!;
        SessionData = ofSessions(RevocationModel.Data)!;
        SessionExpiresAt = ofSessions(RevocationModel.ExpiresAt)!;
    }

    public string Revocations { get; }

    public string Id { get; }

    public string Kind { get; }

    public string Data { get; }

    public string ExpiresAt { get; }

    public string AppendedAt { get; }

    /// <summary>Gets the column of the transaction that inserted the row; null where the database has no such thing.</summary>
    public string? TransactionId { get; }

    public string Tokens { get; }

    public string TokenKey { get; }

    public string Owner { get; }

    public string TokenExpiresAt { get; }

    public string Sessions { get; }

    public string SessionId { get; }

    public string UserKey { get; }

    public string SessionData { get; }

    public string SessionExpiresAt { get; }

    /// <summary>Returns the tables of a context; null if its model has none.</summary>
    public static RevocationTables? Of(DbContext context) =>
        context.Model.FindEntityType(RevocationModel.Revocation) is { } revocation && context.Model.FindEntityType(RevocationModel.Token) is { } token
            && context.Model.FindEntityType(RevocationModel.Session) is { } session
            ? new(context.GetService<ISqlGenerationHelper>(), revocation, token, session)
            : null;

    private static (string Table, Func<string, string?> Column) NamesOf(ISqlGenerationHelper sql, IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        return (sql.DelimitIdentifier(table.Name, table.Schema), name => type.FindProperty(name)?.GetColumnName(table) is { } column ? sql.DelimitIdentifier(column) : null);
    }
}
