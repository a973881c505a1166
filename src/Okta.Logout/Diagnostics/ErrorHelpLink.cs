using System.Reflection;

namespace Okta.Logout;

/// <summary>The addresses of the errors in docs/errors.md.</summary>
internal static class ErrorHelpLink
{
    // Set by the build, from the address of the repository.
    private static readonly string? ErrorsUrl = typeof(ErrorHelpLink).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(static metadata => metadata.Key == nameof(ErrorsUrl))?.Value;

    /// <summary>Returns the address of the error whose id the message begins with; null if it begins with none.</summary>
    public static string? Of(string message) => message.StartsWith("OL", StringComparison.Ordinal) && message.IndexOf(':') is var length and > 0
        ? $"{ErrorsUrl}#{message[..length].ToLowerInvariant()}"
        : null;

    /// <summary>Sets the help link by the id that the message begins with.</summary>
    public static TException WithHelpLink<TException>(this TException exception)
        where TException : Exception
    {
        exception.HelpLink = Of(exception.Message);
        return exception;
    }
}
