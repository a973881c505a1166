using CsCheck;

namespace Okta.Logout.Tests;

internal static partial class Some
{
    /// <summary>Values that a careless key would take for another's: separators, look-alikes, case, halves of surrogate pairs, nothing.</summary>
    public static readonly Gen<string> TrickyValue = Gen.OneOf(
            "a", "b", "A", "B", ":", "|", "/", "\0", "\n", "=", "a:b", "sub", "sid", "https://a", "é", "É", "ſ", "s", "S", "\u212A", "k", "K", "İ", "I", "i", "ı",
            "ß", "SS", "Σ", "ς", "σ", "\uD800", "\uD801", "\uFFFD", "\U00010400", "\U00010428")
        .Array[1, 3].Select(string.Concat);

    public static readonly Gen<DateTimeOffset> Moment = Gen.Long[0, 40].Select(tenths => The.Now.AddMilliseconds(tenths * 100));

    public static readonly Gen<SessionTarget> Target = Gen.OneOf(
        TrickyValue.Select(SessionTarget.ForTicket),
        Gen.Select(TrickyValue, TrickyValue).Select((issuer, sid) => SessionTarget.ForSession(issuer, sid)),
        Gen.Select(TrickyValue, TrickyValue, Moment).Select((issuer, subject, before) => SessionTarget.ForSubject(issuer, subject, before)),
        Gen.Select(TrickyValue, TrickyValue, Moment).Select((issuer, subject, before) => SessionTarget.ForOtherSessions(issuer, subject, before)),
        Gen.Select(TrickyValue, TrickyValue, Moment).Select((issuer, email, before) => SessionTarget.ForEmail(issuer, email, before)));

    /// <summary>A session that a target may well mean: its parts come from the target as often as not.</summary>
    public static Gen<SessionDescriptor> SessionNear(SessionTarget target)
    {
        var near = Gen.OneOf(
            TrickyValue, Gen.Const(target.Value), Gen.Const(target.Issuer ?? ""), Gen.Const(target.Issuer + target.Value),
            Gen.Const(target.Value.ToUpperInvariant()), Gen.Const(target.Value.ToLowerInvariant()), Gen.Const("")).Null();
        var issuer = Gen.OneOf(TrickyValue, Gen.Const(target.Issuer ?? ""), Gen.Const(target.Issuer ?? "")).Null();
        return Gen.Select(near, issuer, near, near, near, Moment.Nullable(), Moment.Nullable()).Select((ticketId, iss, subject, sid, email, startedAt, renewedAt) =>
            new SessionDescriptor
            {
                TicketId = ticketId,
                Issuer = iss,
                Subject = subject,
                SessionId = sid,
                Email = email,
                StartedAt = startedAt,
                RenewedAt = renewedAt,
            });
    }
}
