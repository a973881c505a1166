using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Checks the context and its model when the host starts. The database is not asked: the app starts also while it is down.</summary>
internal sealed class EntityFrameworkRevocationOptionsValidator<TContext>(IServiceScopeFactory scopes, IServiceProviderIsService services)
    : IValidateOptions<EntityFrameworkRevocationOptions>
    where TContext : DbContext
{
    public ValidateOptionsResult Validate(string? name, EntityFrameworkRevocationOptions options)
    {
        if (!RevocationContexts.Has<TContext>(services))
            return ValidateOptionsResult.Fail(RevocationMisconfiguration.NotRegistered(typeof(TContext)));
        using var scope = scopes.CreateScope();
        var (context, isOwned) = RevocationContexts.Create<TContext>(scope.ServiceProvider);
        using var owned = isOwned ? context : null;
        if (DatabaseDialect.Of(context.Database.ProviderName) is not { } dialect)
            return ValidateOptionsResult.Fail(RevocationMisconfiguration.UnknownProvider(context).Message);
        if (RevocationTables.Of(context) is null)
            return ValidateOptionsResult.Fail(RevocationMisconfiguration.NoTables(context).Message);
        return options.WaitForNotification is not null && dialect is not PostgreSqlDialect
            ? ValidateOptionsResult.Fail(RevocationMisconfiguration.NotificationsElsewhere(typeof(TContext)))
            : ValidateOptionsResult.Success;
    }
}
