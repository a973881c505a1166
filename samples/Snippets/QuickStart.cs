using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class QuickStart
{
    public static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);

        #region quick-start
        builder.Services.AddOktaLogout();     // finds the app's OpenID Connect scheme and its cookie scheme by itself
        var app = builder.Build();
        app.MapOktaLogout();                  // POST /signout, GET /signout, GET /signout/complete, /signout/frontchannel
        #endregion

        app.Run();
    }
}
