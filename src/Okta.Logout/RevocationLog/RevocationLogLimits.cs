namespace Okta.Logout;

/// <summary>Numbers that an adapter of a revocation log keeps to.</summary>
public static class RevocationLogLimits
{
    /// <summary>How many records of the kind <see cref="RevocationLogRecordKind.Unconfirmed"/> a log keeps.</summary>
    public const int Unconfirmed = UnconfirmedTable.Slots * UnconfirmedSlot.MostEntries;
}
