using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace LocalOkta;

/// <summary>The access and refresh tokens that the server remembers, newest first.</summary>
internal sealed class TokenList(IOpenIddictTokenManager tokens, IOpenIddictApplicationManager applications, TimeProvider clock)
{
    public async Task<IReadOnlyList<TokenEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        List<TokenEntry> entries = [];
        await foreach (var token in tokens.ListAsync(cancellationToken: cancellationToken))
        {
            if (NameOf(await tokens.GetTypeAsync(token, cancellationToken)) is { } type)
            {
                entries.Add(await ReadAsync(token, type, cancellationToken));
            }
        }

        return [.. entries.OrderByDescending(entry => entry.Issued).ThenBy(entry => entry.Type, StringComparer.Ordinal)];
    }

    private async Task<TokenEntry> ReadAsync(object token, string type, CancellationToken cancellationToken)
    {
        var expires = await tokens.GetExpirationDateAsync(token, cancellationToken);
        var status = await tokens.GetStatusAsync(token, cancellationToken);
        return new TokenEntry(
            await ClientIdOfAsync(token, cancellationToken) ?? "",
            await tokens.GetSubjectAsync(token, cancellationToken),
            type,
            await tokens.GetCreationDateAsync(token, cancellationToken),
            expires,
            status == Statuses.Valid && expires <= clock.GetUtcNow() ? "expired" : status ?? "");
    }

    private async Task<string?> ClientIdOfAsync(object token, CancellationToken cancellationToken) =>
        await tokens.GetApplicationIdAsync(token, cancellationToken) is { } id
        && await applications.FindByIdAsync(id, cancellationToken) is { } application
            ? await applications.GetClientIdAsync(application, cancellationToken)
            : null;

    private static string? NameOf(string? type) => type switch
    {
        TokenTypeIdentifiers.AccessToken => "access_token",
        TokenTypeIdentifiers.RefreshToken => "refresh_token",
        _ => null,
    };
}
