using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Creates contexts as the app has registered them.</summary>
internal static class RevocationContexts
{
    /// <summary>Returns a context, and whether it belongs to the caller rather than to the scope.</summary>
    public static (DbContext Context, bool IsOwned) Create<TContext>(IServiceProvider provider)
        where TContext : DbContext =>
        provider.GetService<IDbContextFactory<TContext>>() is { } factory ? (factory.CreateDbContext(), true) : (provider.GetRequiredService<TContext>(), false);

    /// <summary>Returns whether the app has registered the context.</summary>
    public static bool Has<TContext>(IServiceProviderIsService services)
        where TContext : DbContext => services.IsService(typeof(TContext)) || services.IsService(typeof(IDbContextFactory<TContext>));
}
