using Microsoft.AspNetCore.SignalR;

namespace Okta.Logout.AspNetCore;

/// <summary>A connection of the hub that circuits of Blazor use. A circuit outlives its connection, and may go on over another one.</summary>
/// <param name="caller">The connection.</param>
/// <param name="sessions">The sessions of the request that opened it.</param>
/// <param name="signedOutPath">Where a page whose session has ended goes.</param>
internal sealed class CircuitConnection(HubCallerContext caller, IReadOnlyList<RequestSession> sessions, string signedOutPath)
{
    // The services of a circuit know nothing of the connection; its handlers run within a call of the hub.
    private static readonly AsyncLocal<CircuitConnection?> Ambient = new();

    private SessionCircuitHandler? _refused;

    /// <summary>Gets the connection on whose behalf the current code runs.</summary>
    public static CircuitConnection? Current => Ambient.Value;

    public IReadOnlyList<RequestSession> Sessions { get; } = sessions;

    public string SignedOutPath { get; } = signedOutPath;

    /// <summary>Notes that a circuit must not go on over this connection.</summary>
    public void Refuse(SessionCircuitHandler circuit) => _refused = circuit;

    /// <summary>Runs a call of the hub. Which of them runs the handlers of a circuit depends on the version and the kind of the app, so all of them say where they come from.</summary>
    public async ValueTask<object?> RunAsync(Func<ValueTask<object?>> call)
    {
        Ambient.Value = this;
        var result = await call();

        // The hub gives a circuit the user of this connection after its handlers have run.
        if (Interlocked.Exchange(ref _refused, null) is { } refused)
            refused.Leave();
        return result;
    }

    public void Abort() => caller.Abort();
}
