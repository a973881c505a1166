using Okta.Logout;

namespace Snippets;

#region cart-terminator
internal sealed class CartTerminator(ICarts carts) : ISessionTerminator
{
    public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        if (termination.Session?.Subject is { } subject)
            await carts.ClearAsync(subject, cancellationToken);
    }
}
#endregion
