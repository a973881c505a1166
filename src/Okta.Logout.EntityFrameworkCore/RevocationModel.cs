using Microsoft.EntityFrameworkCore;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>The three tables. Their rows have no classes: nothing reads or writes them by means of the context.</summary>
internal static class RevocationModel
{
    public const string Revocation = "OktaLogoutRevocation";
    public const string Token = "OktaLogoutToken";
    public const string Session = "OktaLogoutSession";

    public const string Id = "Id";
    public const string Kind = "Kind";
    public const string Data = "Data";
    public const string ExpiresAt = "ExpiresAt";
    public const string AppendedAt = "AppendedAt";
    public const string TransactionId = "TransactionId";
    public const string TokenKey = "TokenKey";
    public const string Owner = "Owner";
    public const string SessionId = "SessionId";
    public const string UserKey = "UserKey";

    // The library's records have 100 bytes; those of a newer version may have more.
    private const int LongestRecord = 512;
    private const int KeyLength = 32;

    public static void AddTo(ModelBuilder model, bool hasTransactions)
    {
        model.SharedTypeEntity<Dictionary<string, object>>(Revocation, row =>
        {
            row.ToTable("OktaLogoutRevocations");

            // 64 bits: SQLite then gives no id twice (AUTOINCREMENT). Times are milliseconds since 1970, which every database compares.
            row.IndexerProperty<long>(Id).ValueGeneratedOnAdd();
            row.IndexerProperty<int>(Kind);
            row.IndexerProperty<byte[]>(Data).HasMaxLength(LongestRecord).IsRequired();
            row.IndexerProperty<long>(ExpiresAt);
            row.IndexerProperty<long>(AppendedAt);
            row.HasKey(Id);
            row.HasIndex(ExpiresAt);
            row.HasIndex(Kind, Id);
            if (!hasTransactions)
                return;
            row.IndexerProperty<ulong>(TransactionId).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
            row.HasIndex(TransactionId);
        });
        model.SharedTypeEntity<Dictionary<string, object>>(Token, row =>
        {
            row.ToTable("OktaLogoutTokens");
            row.IndexerProperty<string>(TokenKey).HasMaxLength(KeyLength).IsUnicode(false);
            row.IndexerProperty<byte[]>(Owner).HasMaxLength(TokenOwner.Size).IsRequired(false);
            row.IndexerProperty<long>(ExpiresAt);
            row.HasKey(TokenKey);
            row.HasIndex(ExpiresAt);
        });
        model.SharedTypeEntity<Dictionary<string, object>>(Session, row =>
        {
            row.ToTable("OktaLogoutSessions");
            row.IndexerProperty<string>(SessionId).HasMaxLength(KeyLength).IsUnicode(false);
            row.IndexerProperty<string>(UserKey).HasMaxLength(KeyLength).IsUnicode(false).IsRequired();
            row.IndexerProperty<byte[]>(Data).IsRequired();
            row.IndexerProperty<long>(ExpiresAt);
            row.HasKey(SessionId);
            row.HasIndex(UserKey);
            row.HasIndex(ExpiresAt);
        });
    }
}
