using Microsoft.Extensions.FileProviders;

namespace LocalOkta;

/// <summary>A stand-in for an Okta org, for demos and tests on this machine only.</summary>
public static class LocalOktaApplication
{
    public const string DefaultOrigin = "http://127.0.0.1:5100";

    public static WebApplication Create(string[] args, Action<IServiceCollection>? addServices = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(LocalOktaApplication).Assembly.GetName().Name,
            // The host watches this directory for settings. It must not be the current directory.
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultOrigin);
        }

        // Below Warning, these categories log request lines and protocol messages, which contain codes, states and tokens.
        builder.Logging
            .AddFilter("OpenIddict", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOktaClients(builder.Configuration);
        builder.Services.AddBrowserSessions();
        builder.Services.AddAuthorizationServer();
        builder.Services.AddScoped<TokenList>();
        builder.Services.AddSignals();
        builder.Services.AddSingleLogout();
        builder.Services.AddRazorComponents();
        addServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<PageHeaders>();
        app.UseStatusCodePages(ProtocolErrorPage.WriteAsync);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(LocalOktaApplication).Assembly, "LocalOkta.Assets"),
            RequestPath = "/assets",
        });
        app.UseRouting();
        app.UseMiddleware<OneTokenChangeAtATime>();
        app.UseAuthentication();
        app.UseAntiforgery();

        app.MapAuthorize();
        app.MapLogout();
        app.MapLogin();
        app.MapSignOut();
        app.MapDashboard();
        app.MapState();
        app.MapAdmin();
        app.MapSignalApi();
        app.MapManagementApi();
        app.MapOrgMetadata();
        return app;
    }
}
