using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>The registrations of a host without ASP.NET Core: those that it has added by name.</summary>
internal sealed partial class NamedRegistrations(
    IEnumerable<RegistrationName> names, IRegistrationSource registrations, ILogger<NamedRegistrations> logger) : IRegistrations
{
    public ValueTask<IReadOnlyList<Registration>> AllAsync(bool isAtStart = false) => new(Registration.Usable(
        names.Select(name => name.Value).Distinct(StringComparer.Ordinal), registrations, (name, exception) => Log.Unusable(logger, name, exception.GetType().Name)));

    private static partial class Log
    {
        [LoggerMessage(8003, LogLevel.Error, "OL6023: The options '{Name}' cannot be used ({ExceptionType}): tokens of its provider are refused.")]
        public static partial void Unusable(ILogger logger, string name, string exceptionType);
    }
}
