namespace Snippets;

internal interface IAccounts
{
    Task<string?> FindSubjectAsync(string email, CancellationToken cancellationToken);
}
