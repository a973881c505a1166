namespace Snippets;

internal interface ICarts
{
    Task ClearAsync(string subject, CancellationToken cancellationToken);
}
