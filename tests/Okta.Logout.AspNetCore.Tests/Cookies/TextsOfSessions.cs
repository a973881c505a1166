using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a ticket says of its session, in one text.</summary>
public sealed class TextsOfSessions
{
    /// <summary>Values that a careless format would take for another's: lengths, their ends, keys, halves of surrogate pairs.</summary>
    private static readonly Gen<string> TrickyValue =
        Gen.OneOf("a", ":", "0:", "1", "1:a", "22:", "|", "\0", "\n", "é", "\uD800", "\U00010400", new string('A', 86)).Array[1, 4].Select(string.Concat);

    private static readonly Gen<SessionDescriptor> Session =
        Gen.Select(
            TrickyValue, TrickyValue.Null(), TrickyValue.Null(), TrickyValue.Null(), TrickyValue.Null(), Gen.Int[-1000, 1000].Nullable(), Gen.Int[0, 1000].Nullable()).Select(
            (ticketId, issuer, subject, sid, email, start, renewal) => new SessionDescriptor
            {
                TicketId = ticketId,
                Issuer = issuer,
                Subject = subject,
                SessionId = sid,
                Email = email,
                StartedAt = start is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null,
                RenewedAt = renewal is { } later ? DateTimeOffset.UnixEpoch.AddSeconds(later) : null,
            });

    [Fact]
    public void What_is_written_is_read_whatever_the_values_are() => Gen.Select(Session, TrickyValue.Null()).Sample((session, scheme) =>
    {
        var read = SessionText.Read(SessionText.Write(session, scheme));

        read!.Value.Session.Should().BeEquivalentTo(session);
        read.Value.Scheme.Should().Be(scheme);
    });

    [Fact]
    public void The_keys_that_are_read_are_those_of_the_parts() => Session.Sample(session =>
    {
        var read = SessionText.Read(SessionText.Write(session, scheme: null))!.Value.Session.Keys;

        Enum.GetValues<SessionTargetKind>().Should().AllSatisfy(kind => read[kind].Should().Be(SessionKey.Of(kind, session)));
    });

    [Fact]
    public void No_part_of_a_text_is_a_session() => Session.Sample(session =>
    {
        var text = SessionText.Write(session, scheme: null);

        Enumerable.Range(0, text.Length).Should().AllSatisfy(length => SessionText.Read(text[..length]).Should().BeNull());
        SessionText.Read(text + "A").Should().BeNull();
    });

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData("199999999999:")]
    [InlineData("1-1:")]
    [InlineData("{}")]
    public void Anything_else_is_no_session(string text) => SessionText.Read(text).Should().BeNull();

    [Fact]
    public void The_text_of_another_version_is_no_session() =>
        SessionText.Read("2" + SessionText.Write(new() { TicketId = "ticket" }, scheme: null)[1..]).Should().BeNull();

    [Fact]
    public void A_session_has_a_ticket_id() => SessionText.Read(SessionText.Write(new() { Issuer = The.Issuer, Subject = The.Subject }, scheme: null)).Should().BeNull();

    [Theory]
    [InlineData("10:1780000000", "10:x780000000")]
    [InlineData("10:1780000000", "18:999999999999999999")]
    public void A_time_that_is_none_is_no_session(string time, string other)
    {
        var text = SessionText.Write(new() { TicketId = "ticket", StartedAt = DateTimeOffset.FromUnixTimeSeconds(1_780_000_000) }, scheme: null);

        SessionText.Read(text.Replace(time, other, StringComparison.Ordinal)).Should().BeNull();
    }
}
