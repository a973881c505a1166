using Okta.Logout;

namespace Snippets;

#region terminator
internal sealed class CartTerminator(ICarts carts) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) =>
        carts.RemoveAsync(cart => termination.Target.Matches(cart.Session), cancellationToken);
}
#endregion
