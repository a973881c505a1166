using Okta.Logout;

namespace Snippets;

#region terminator
internal sealed class CartTerminator(ICarts carts) : ISessionTerminator
{
    public ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken) =>
        carts.ForgetAsync(termination.Session?.Subject ?? termination.Target.Value, cancellationToken);
}
#endregion
