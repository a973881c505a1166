using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Handles the requests of one channel, whatever framework receives them: validates the token, ends the sessions, and returns the response.</summary>
public abstract partial class IncomingLogoutHandler
{
    private const string Post = "POST";

    private readonly string _name;
    private readonly OktaLogoutTelemetry _telemetry;
    private readonly LogThrottle _throttle;
    private readonly ILogger _logger;

    private protected IncomingLogoutHandler(string name, OktaLogoutTelemetry telemetry, LogThrottle throttle, ILogger logger)
    {
        _name = name;
        _telemetry = telemetry;
        _throttle = throttle;
        _logger = logger;
    }

    private protected abstract IncomingOutcome WrongMethod { get; }

    private protected virtual string ErrorMember => "error";

    private protected virtual string DescriptionMember => "error_description";

    /// <summary>Handles one request. The host sends the response as it is, without cookies, and lets anybody call: the token authenticates the sender.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancelled when the sender has gone. Looked at until the sessions begin to end: nothing is left half done.</param>
    /// <returns>The response. A request that is refused, and an outage of a store, are responses too, never exceptions.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public async Task<IncomingLogoutResponse> HandleAsync(IncomingLogoutRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var isPost = string.Equals(request.Method, Post, StringComparison.OrdinalIgnoreCase);
            return Respond(isPost ? await RunAsync(request, cancellationToken).ConfigureAwait(false) : WrongMethod);
        }
        catch (SigningKeysUnavailableException exception)
        {
            if (exception.IsOutage && _throttle.Allows(_name, "8002", out var suppressed))
                Log.KeysUnavailable(_logger, _name, exception.Message, suppressed);
            return Respond(IncomingOutcome.NoKeys(exception));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nothing was done yet. Usually the sender has gone, but it still waits if the host limits the time of its requests.
            return Respond(IncomingOutcome.Outage("OL8303", "The request ended before the token could be validated. It may be sent again."));
        }
    }

    /// <summary>Validates the request, does what it asks for, and says how to respond.</summary>
    private protected abstract Task<IncomingOutcome> RunAsync(IncomingLogoutRequest request, CancellationToken cancellationToken);

    private IncomingLogoutResponse Respond(IncomingOutcome outcome)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Cache-Control"] = "no-store" };
        var receipt = outcome.Steps.Count > 0 ? new TerminationReceipt(outcome.Steps) : null;
        if (outcome.ErrorId is null)
            return new(outcome.Status, headers, body: null, errorId: null, receipt);
        _telemetry.RequestRejected(_name, outcome.ErrorId);
        if (_throttle.Allows(_name, outcome.ErrorId, out var suppressed))
            Log.Refused(_logger, _name, outcome.Status, outcome.ErrorId, outcome.Reason, suppressed);
        AddHeaders(headers, outcome);
        return new(outcome.Status, headers, Body(outcome.Error, $"{outcome.ErrorId}: {outcome.Reason}"), outcome.ErrorId, receipt);
    }

    private protected virtual void AddHeaders(Dictionary<string, string> headers, IncomingOutcome outcome)
    {
        headers["Content-Type"] = "application/json; charset=utf-8";
        if (outcome.Status is IncomingOutcome.MethodNotAllowed)
            headers["Allow"] = Post;
        if (outcome.RetryAfter is { } time)
            headers["Retry-After"] = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (outcome.Challenge is not null)
            headers["WWW-Authenticate"] = outcome.Challenge;
    }

    private string Body(string error, string description)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString(ErrorMember, error);
            writer.WriteString(DescriptionMember, description);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Warning, "The response to a request to the endpoint for {Channel} was {Status}. {Id}: {Reason} Similar events since the previous line: {Suppressed}.")]
        public static partial void Refused(ILogger logger, string channel, int status, string id, string reason, int suppressed);

        [LoggerMessage(8002, LogLevel.Error, "A token at the endpoint for {Channel} could not be validated. {Reason} Similar events since the previous line: {Suppressed}.")]
        public static partial void KeysUnavailable(ILogger logger, string channel, string reason, int suppressed);
    }
}
