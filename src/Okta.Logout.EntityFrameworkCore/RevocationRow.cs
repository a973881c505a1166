namespace Okta.Logout.EntityFrameworkCore;

/// <summary>A row of the revocation list.</summary>
internal readonly record struct RevocationRow(long Id, byte[] Data, long AppendedAt);
