using System.Net;
using System.Net.Sockets;

namespace Okta.Logout;

/// <summary>
/// The browser of the operating system. It comes back to a port of this machine (RFC 8252, section 7.3), which is opened before the browser and kept until
/// the sign-out ends.
/// </summary>
/// <remarks>
/// Only a request of the expected path with the expected <c>state</c> ends the wait. Other requests, slow ones and garbage are answered or dropped, and change nothing.
/// </remarks>
public sealed class LoopbackBrowser : ISystemBrowser
{
    private readonly LoopbackBrowserOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Action<string> _openSystemBrowser;

    /// <summary>Initializes a new instance of the <see cref="LoopbackBrowser"/> class.</summary>
    /// <param name="options">Ports and path; the defaults if it is not given.</param>
    /// <param name="timeProvider">The clock; that of the system if it is not given.</param>
    /// <exception cref="ArgumentException">The options name no port, one that is not between 1 and 65535, an address that is not a loopback one, or a path without a slash at its beginning.</exception>
    public LoopbackBrowser(LoopbackBrowserOptions? options = null, TimeProvider? timeProvider = null)
        : this(options, timeProvider, OperatingSystemBrowser.Open)
    {
    }

    internal LoopbackBrowser(LoopbackBrowserOptions? options, TimeProvider? timeProvider, Action<string> openSystemBrowser)
    {
        _options = options ?? new();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _openSystemBrowser = openSystemBrowser;
        if (_options.Ports.Count == 0 || _options.Ports.Any(port => port is < 1 or > IPEndPoint.MaxPort))
            throw Invalid($"{nameof(_options.Ports)} must name ports between 1 and 65535, and at least one.");
        if (!IPAddress.IsLoopback(_options.Address))
            throw Invalid($"{nameof(_options.Address)} must be 127.0.0.1 or ::1, so that nobody else receives the redirect.");
        if (_options.Path is not ['/', ..] || !Uri.IsWellFormedUriString(_options.Path, UriKind.Relative) || _options.Path.Any(c => c is '?' or '#'))
            throw Invalid($"{nameof(_options.Path)} must begin with a slash, and be percent-encoded, without a query.");
    }

    /// <summary>Gets the redirect URIs to register, in the order in which they are tried.</summary>
    /// <value>Each belongs under "Sign-out redirect URIs" of the app in the Admin Console.</value>
    public IReadOnlyList<string> RedirectUris => [.. _options.Ports.Select(port => RedirectUriOf(_options.Address, port))];

    /// <inheritdoc/>
    public ValueTask<ISystemBrowserSession> StartAsync(CancellationToken cancellationToken = default)
    {
        var (listener, endpoint) = Listen(_options.Address) ?? throw NoPort();
        return new(new LoopbackVisit(listener, RedirectUriOf(endpoint.Address, endpoint.Port), _options, _openSystemBrowser, _timeProvider));
    }

    private (TcpListener Listener, IPEndPoint Endpoint)? Listen(IPAddress address)
    {
        foreach (var port in _options.Ports)
        {
            var listener = new TcpListener(address, port);
            try
            {
                listener.Start();
                return (listener, new(address, port));
            }
            catch (SocketException exception) when (IsMissing(exception.SocketErrorCode) && address.Equals(IPAddress.Loopback))
            {
                return Listen(IPAddress.IPv6Loopback);
            }
            catch (SocketException)
            {
                // Another program has it.
            }
        }

        return null;
    }

    private static bool IsMissing(SocketError error) =>
        error is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolNotSupported;

    private string RedirectUriOf(IPAddress address, int port) =>
        $"http://{(address.AddressFamily is AddressFamily.InterNetworkV6 ? "[::1]" : "127.0.0.1")}:{port}{_options.Path}";

    private SystemBrowserException NoPort() => new(
        $"OL9603: Other programs use the ports {string.Join(", ", _options.Ports)}. Add ports to {nameof(LoopbackBrowserOptions)}.{nameof(LoopbackBrowserOptions.Ports)}, and register each as a Sign-out redirect URI: {string.Join(", ", RedirectUris)}.");

    private static ArgumentException Invalid(string text) => new ArgumentException($"OL9602: {nameof(LoopbackBrowserOptions)}.{text}").WithHelpLink();
}
