using Microsoft.AspNetCore.Builder;
using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class AspNetCoreApp
{
    public static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);

        #region add-okta-logout
        builder.Services.AddOktaLogout();
        #endregion

        var app = builder.Build();

        #region map-okta-logout
        app.MapOktaLogout();
        #endregion

        app.Run();
    }
}
