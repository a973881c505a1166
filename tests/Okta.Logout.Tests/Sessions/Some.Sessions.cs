using CsCheck;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    /// <summary>Values that a careless key would confuse: separators, look-alikes, case, halves of surrogate pairs, nothing.</summary>
    public static readonly Gen<string> TrickyValue = Gen.OneOf(
            "a", "b", "A", "B", ":", "|", "/", "\0", "\n", "=", "a:b", "sub", "sid", "https://a", "é", "É", "ſ", "s", "S", "\u212A", "k", "K", "İ", "I", "i", "ı",
            "ß", "SS", "Σ", "ς", "σ", "\uD800", "\uD801", "\uFFFD", "\U00010400", "\U00010428")
        .Array[1, 3].Select(string.Concat);

    // A value that is a URL, of an issuer that is none, is refused as a pair in the wrong order.
    private static readonly Gen<(string Issuer, string Value)> TrickyPair = Gen.Select(TrickyValue, TrickyValue)
        .Where((issuer, value) => issuer.StartsWith("https://", StringComparison.Ordinal) || !value.StartsWith("https://", StringComparison.Ordinal));

    public static readonly Gen<DateTimeOffset> Moment = Gen.Long[0, 40].Select(tenths => The.Now.AddMilliseconds(tenths * 100));

    public static readonly Gen<SessionTarget> Target = Gen.OneOf(
        TrickyValue.Select(SessionTarget.ForTicket),
        TrickyPair.Select(pair => SessionTarget.ForSession(pair.Issuer, pair.Value)),
        Gen.Select(TrickyPair, Moment).Select((pair, before) => SessionTarget.ForSubject(pair.Issuer, pair.Value, before)),
        Gen.Select(TrickyValue, TrickyValue, TrickyValue, Moment).Select((issuer, subject, spared, before) => SessionTarget.ForOtherSessions(new() { Issuer = issuer, Subject = subject, TicketId = spared }).At(before)),
        Gen.Select(TrickyPair, Moment).Select((pair, before) => SessionTarget.ForSubject(pair.Issuer, pair.Value).At(before)),
        Gen.Select(TrickyPair, Moment).Select((pair, before) => SessionTarget.ForEmail(pair.Issuer, pair.Value, before)));

    /// <summary>A session that the target may name: each of its parts comes from the target in half of the cases.</summary>
    public static Gen<SessionDescriptor> SessionNear(SessionTarget target)
    {
        var near = Gen.OneOf(
            TrickyValue, Gen.Const(target.Value), Gen.Const(target.Issuer ?? ""), Gen.Const(target.Issuer + target.Value),
            Gen.Const(target.Value.ToUpperInvariant()), Gen.Const(target.Value.ToLowerInvariant()), Gen.Const("")).Null();
        var issuer = Gen.OneOf(TrickyValue, Gen.Const(target.Issuer ?? ""), Gen.Const(target.Issuer ?? "")).Null();
        return Gen.Select(near, issuer, near, near, near, Moment.Nullable(), Moment.Nullable()).Select((ticketId, iss, subject, sid, email, startedAt, signedInAt) =>
            new SessionDescriptor
            {
                TicketId = ticketId,
                Issuer = iss,
                Subject = subject,
                SessionId = sid,
                Email = email,
                StartedAt = startedAt,
                SignedInAt = signedInAt,
            });
    }
}
