namespace Snippets;

internal interface ICarts
{
    ValueTask ForgetAsync(string subject, CancellationToken cancellationToken);
}
