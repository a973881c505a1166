using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>The store that the app or a package has registered, before or after <c>AddUserSessions</c>; otherwise one in memory.</summary>
internal sealed class ChosenUserSessionStore(IServiceProvider services, TimeProvider timeProvider)
{
    public IUserSessionStore Store { get; } = services.GetService<IUserSessionStore>() ?? new MemoryUserSessionStore(timeProvider);
}
