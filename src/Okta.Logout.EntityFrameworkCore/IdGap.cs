namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Ids that are missing among those that were read: rolled back, removed, or still to come.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last.</param>
/// <param name="Since">When the row after them was inserted, by the clock of the database: they were given before.</param>
internal readonly record struct IdGap(long First, long Last, long Since);
