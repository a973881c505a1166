namespace Snippets;

internal interface ICarts
{
    void Add(Cart cart);

    ValueTask RemoveAsync(Func<Cart, bool> which, CancellationToken cancellationToken);
}
