namespace Snippets;

internal interface ITokenStore
{
    Task DeleteAsync();
}
