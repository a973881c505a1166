using Okta.Logout;

namespace Snippets;

internal static class LogoutUrls
{
    public static string Create(string idToken, string state)
    {
        #region url-builder
        var url = new LogoutUrlBuilder("https://example.okta.com/oauth2/default/v1/logout")
            .WithIdTokenHint(idToken)
            .WithPostLogoutRedirectUri("com.example.app:/signed-out")
            .WithState(state)
            .Build();
        #endregion

        return url;
    }
}
