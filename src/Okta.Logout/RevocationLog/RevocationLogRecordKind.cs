namespace Okta.Logout;

/// <summary>How a log keeps a record.</summary>
public enum RevocationLogRecordKind
{
    /// <summary>A revocation: kept until it expires.</summary>
    Entry,

    /// <summary>
    /// A revocation that anybody can cause (see <see cref="SessionRevocation.IsUnconfirmed"/>): a log keeps at least the newest
    /// <see cref="RevocationLogLimits.Unconfirmed"/> of them, and a bounded number in all.
    /// </summary>
    Unconfirmed,

    /// <summary>A sign of life: only the newest is needed.</summary>
    Heartbeat,
}
