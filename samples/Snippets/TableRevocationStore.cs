using Okta.Logout;

namespace Snippets;

#region own-store
internal sealed class TableRevocationStore(IEntryTable table, TimeProvider timeProvider) : ISessionRevocationStore
{
    public async ValueTask RevokeAsync(SessionRevocation revocation, CancellationToken cancellationToken = default)
    {
        var key = revocation.Target.GetKey().ToString();
        var entry = revocation.ToEntry();
        while (true)
        {
            var read = await table.FindAsync(key, cancellationToken);
            var merged = RevocationEntry.TryDecode(read, out var known) ? known.Merge(entry) : entry;
            if (await table.TryWriteAsync(key, read, merged.Encode(), merged.ExpiresAt, cancellationToken))
                return;
        }
    }

    public async ValueTask<bool> IsRevokedAsync(SessionDescriptor session, CancellationToken cancellationToken = default)
    {
        foreach (var key in session.GetKeys())
        {
            var bytes = await table.FindAsync(key.ToString(), cancellationToken);
            if (bytes is null)
                continue;
            if (!RevocationEntry.TryDecode(bytes, out var entry))
                throw new InvalidDataException("The table holds what is no entry.");
            if (entry.Ends(session, timeProvider.GetUtcNow()))
                return true;
        }

        return false;
    }
}
#endregion
