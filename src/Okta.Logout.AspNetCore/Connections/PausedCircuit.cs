using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Okta.Logout.AspNetCore;

/// <summary>
/// Whose state a paused circuit keeps. Blazor gives it to the browser that resumes the circuit, even if its session has ended meanwhile or another user has signed in.
/// </summary>
/// <param name="keys">Digests of the ticket and the user of each session that the circuit had before it was paused; none for a new circuit.</param>
/// <param name="persisting">Writes them when this circuit is paused.</param>
internal sealed class PausedCircuit(IReadOnlyCollection<string> keys, PersistingComponentStateSubscription persisting) : IDisposable
{
    private const string StateKey = "Okta.Logout.Sessions";

    /// <summary>Reads what an earlier circuit has written, and writes the sessions of this one when it is paused.</summary>
    public static PausedCircuit Resume(PersistentComponentState state, Func<IReadOnlyList<RequestSession>> sessions)
    {
        var keys = Take(state);
        return new(keys, state.RegisterOnPersisting(
            () =>
            {
                Keep(state, KeysOf(sessions()));
                return Task.CompletedTask;
            },
            RenderMode.InteractiveServer));
    }

    /// <summary>Tells whether the browser that resumes the circuit is signed in with the same session, or as the same user.</summary>
    public bool MayGoOn(IReadOnlyList<RequestSession> sessions) => keys.Count == 0 || KeysOf(sessions).Any(keys.Contains);

    public void Dispose() => persisting.Dispose();

    private static IEnumerable<string> KeysOf(IReadOnlyList<RequestSession> sessions) => sessions
        .SelectMany(session => new[] { session.Session.Keys[SessionTargetKind.Ticket], session.Session.Keys[SessionTargetKind.Subject] })
        .OfType<SessionKey>()
        .Select(key => key.ToString());

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "JSON of a string needs no reflection.")]
    private static void Keep(PersistentComponentState state, IEnumerable<string> keys) => state.PersistAsJson(StateKey, string.Join(' ', keys));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "JSON of a string needs no reflection.")]
    private static string[] Take(PersistentComponentState state) =>
        state.TryTakeFromJson<string>(StateKey, out var keys) && keys is not null ? keys.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
}
