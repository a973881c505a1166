namespace Snippets;

internal interface IServiceTokens
{
    Task<string> GetAsync(CancellationToken cancellationToken);
}
