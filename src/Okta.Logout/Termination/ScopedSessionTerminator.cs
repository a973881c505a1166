using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout;

/// <summary>Creates a terminator only when it is run, in a scope of its own, so that one that cannot be constructed does not stop the others.</summary>
internal sealed class ScopedSessionTerminator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
    IServiceScopeFactory scopes) : INamedSessionTerminator
    where T : class, ISessionTerminator
{
    public string Name => typeof(T).Name;

    public async ValueTask TerminateAsync(SessionTermination termination, CancellationToken cancellationToken)
    {
        // Continues on the threads for terminators, because disposing of the scope may block, too.
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(true))
            await scope.ServiceProvider.GetRequiredService<T>().TerminateAsync(termination, cancellationToken).ConfigureAwait(true);
    }
}
