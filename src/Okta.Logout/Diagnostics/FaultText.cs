using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Okta.Logout;

/// <summary>
/// Describes a network fault by the types and the codes of its exceptions. Their messages are left out, because they may hold anything, such as the
/// password of a proxy.
/// </summary>
internal static class FaultText
{
    private const int MostExceptions = 4;

    private static readonly string[] CertificateErrors =
    [
        .. new[] { typeof(SslPolicyErrors), typeof(X509ChainStatusFlags) }.SelectMany(Enum.GetNames).Where(name => name is not "None" and not "NoError"),
    ];

    public static string Of(Exception fault)
    {
        List<string> kinds = [];
        for (var exception = fault; exception is not null && kinds.Count < MostExceptions; exception = exception.InnerException)
            kinds.Add(exception.GetType().Name + (CodeOf(exception) is { Length: > 0 } code ? $" {code}" : ""));
        return string.Join(", ", kinds);
    }

    private static string? CodeOf(Exception exception) => exception switch
    {
        HttpRequestException http => http.ErrorName(),
        SocketException socket => socket.SocketErrorCode.ToString(),
        AuthenticationException tls => string.Join(" ", CertificateErrors.Where(error => tls.Message.Contains(error, StringComparison.Ordinal))),
        _ => null,
    };
}
