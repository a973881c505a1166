using Microsoft.Extensions.Logging;

namespace Okta.Logout;

/// <summary>Whether a node can read the log and append to it. These fail and recover apart: a log that can be read and not written has not recovered when it is read.</summary>
internal sealed partial class RevocationLogHealth(OktaLogoutTelemetry telemetry, ILogger logger)
{
    private readonly object _gate = new();
    private string? _readFailure;
    private string? _appendFailure;

    /// <summary>Gets what is wrong; null when nothing is.</summary>
    public string? Failure
    {
        get
        {
            lock (_gate)
                return _readFailure ?? _appendFailure;
        }
    }

    /// <summary>Notes how a call to read has ended: null for a success.</summary>
    public void Read(Exception? exception) => Report(ref _readFailure, exception);

    /// <summary>Notes how a call to append has ended: null for a success.</summary>
    public void Appended(Exception? exception) => Report(ref _appendFailure, exception);

    private void Report(ref string? failure, Exception? exception)
    {
        bool was, isNow;
        lock (_gate)
        {
            was = (_readFailure ?? _appendFailure) is not null;
            failure = exception is null ? null : $"OL9102: the revocation log could not be read or written ({exception.GetType().Name}).";
            isNow = (_readFailure ?? _appendFailure) is not null;
        }

        if (isNow && !was)
        {
            telemetry.RevocationLogInterrupted();
            Log.Failed(logger, exception!.GetType().Name);
        }
        else if (was && !isNow)
        {
            Log.Restored(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9102, LogLevel.Error, "OL9102: The revocation log cannot be read or written ({ExceptionType}). Sign-outs count on this node, and reach the others when the log is back.")]
        public static partial void Failed(ILogger logger, string exceptionType);

        [LoggerMessage(9103, LogLevel.Information, "OL9102: The revocation log can be read and written again.")]
        public static partial void Restored(ILogger logger);
    }
}
