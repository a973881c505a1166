namespace Okta.Logout;

/// <summary>A request of a server that ends sessions by a token, as the host has received it.</summary>
public sealed class IncomingLogoutRequest
{
    /// <summary>Initializes a new instance of the <see cref="IncomingLogoutRequest"/> class.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="body">The body. It is read within limits of size and time, and only if the headers are as they should be. Not disposed.</param>
    /// <exception cref="ArgumentException"><paramref name="method"/> is null or empty, or <paramref name="body"/> is null.</exception>
    public IncomingLogoutRequest(string method, Stream body)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(body);
        Method = method;
        Body = body;
    }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the body.</summary>
    public Stream Body { get; }

    /// <summary>Gets or sets the <c>Content-Type</c> header.</summary>
    public string? ContentType { get; set; }

    /// <summary>Gets or sets the <c>Content-Length</c> header.</summary>
    /// <value><see langword="null"/> if there is none. A body that is announced as too long is not read.</value>
    public long? ContentLength { get; set; }

    /// <summary>Gets or sets the values of the <c>Authorization</c> headers: none, one, or several, which are refused.</summary>
    public IReadOnlyList<string> Authorization { get; set; } = [];

    /// <summary>Gets the status that the server's own fault of reading the body stands for; null where it has none.</summary>
    internal Func<Exception, int?> StatusOf { get; init; } = static _ => null;

    /// <summary>Returns the method, without any value.</summary>
    /// <returns>A text that is safe to log.</returns>
    public override string ToString() => $"{nameof(IncomingLogoutRequest)} ({Method})";

    internal bool HasMediaType(string mediaType) =>
        System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(ContentType, out var contentType)
        && string.Equals(contentType.MediaType, mediaType, StringComparison.OrdinalIgnoreCase);
}
