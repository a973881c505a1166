using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class Terminators
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region add-terminator
        builder.Services.AddOktaLogout().AddSessionTerminator<CartTerminator>();
        #endregion
    }
}
