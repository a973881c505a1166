using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Lets an app start whose options need a request, such as those that differ by tenant: what cannot be read yet is not checked.</summary>
internal sealed partial class OptionsAtStart(IServiceProvider services, ILogger<OptionsAtStart> logger)
{
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    /// <summary>Runs a check that reads the options of a scheme.</summary>
    /// <returns>Whether they could be read.</returns>
    public bool Check(string scheme, Action check)
    {
        if (_unreadable.Contains(scheme))
            return false;
        try
        {
            check();
            return true;
        }
        catch (Exception exception) when (IsOfTheApp(exception) && services.GetService<IHttpContextAccessor>() is { HttpContext: null })
        {
            _unreadable.Add(scheme);
            Log.NotRead(logger, scheme, exception.GetType().Name);
            return false;
        }
    }

    // An error of this library has a link to its explanation.
    private static bool IsOfTheApp(Exception exception) => exception is not OptionsValidationException && exception.HelpLink is null;

    private static partial class Log
    {
        [LoggerMessage(6027, LogLevel.Warning, "OL6027: The options of the scheme {Scheme} cannot be read at start ({ExceptionType}), so they are not checked. If they need a request, as those of a tenant do, ignore this. Otherwise, the first sign-in will fail: correct the code that configures them.")]
        public static partial void NotRead(ILogger logger, string scheme, string exceptionType);
    }
}
