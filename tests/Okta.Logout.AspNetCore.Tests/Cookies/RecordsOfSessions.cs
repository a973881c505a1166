using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What a ticket says of its session, in one text that versions can add to.</summary>
public sealed class RecordsOfSessions
{
    /// <summary>Values that a careless format would take for another's: lengths, their ends, names of parts, halves of surrogate pairs.</summary>
    private static readonly Gen<string> TrickyValue =
        Gen.OneOf("a", ":", "0:", "t1", "t1:a", "22:", "|", "\0", "\n", "é", "\uD800", "\U00010400", new string('A', 86)).Array[1, 4].Select(string.Concat);

    private static readonly Gen<SessionDescriptor> Session =
        Gen.Select(
            TrickyValue, TrickyValue.Null(), TrickyValue.Null(), TrickyValue.Null(), TrickyValue.Null(), Gen.Int[0, 1000].Nullable(), Gen.Int[0, 1000].Nullable()).Select(
            (ticketId, issuer, subject, sid, email, start, signedIn) => new SessionDescriptor
            {
                TicketId = ticketId,
                Issuer = issuer,
                Subject = subject,
                SessionId = sid,
                Email = email,
                StartedAt = start is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null,
                SignedInAt = signedIn is { } milliseconds ? DateTimeOffset.UnixEpoch.AddMilliseconds(milliseconds) : null,
            });

    private static readonly Gen<SessionRecord> Record = Gen.Select(Session, TrickyValue.Null(), TrickyValue.Null(), TrickyValue.Null()).Select(
        (session, scheme, refreshToken, owner) => new SessionRecord(session) { OpenIdConnectScheme = scheme, RefreshToken = refreshToken, Owner = owner });

    [Fact]
    public void What_is_written_is_read_whatever_the_values_are() => Record.Sample(record =>
        SessionRecordText.Read(SessionRecordText.Write(record))!.Should().BeEquivalentTo(record));

    [Fact]
    public void The_keys_that_are_read_are_those_of_the_parts() => Session.Sample(session =>
    {
        var read = SessionRecordText.Read(SessionRecordText.Write(new(session)))!.Session.Keys;

        Enum.GetValues<SessionTargetKind>().Should().AllSatisfy(kind => read[kind].Should().Be(SessionKey.Of(kind, session)));
    });

    [Fact]
    public void Parts_of_another_version_are_kept() => Gen.Select(Record, TrickyValue).Sample((record, value) =>
    {
        var read = SessionRecordText.Read($"z{value.Length}:{value}" + SessionRecordText.Write(record) + "y2:hi")!;

        read.Should().BeEquivalentTo(record, options => options.Excluding(one => one.OtherParts));
        SessionRecordText.Write(read).Should().EndWith($"z{value.Length}:{value}y2:hi");
    });

    [Fact]
    public void Parts_that_an_older_version_does_not_write_are_unknown() =>
        SessionRecordText.Read("t6:ticket")!.Session.Should().BeEquivalentTo(new SessionDescriptor { TicketId = "ticket" });

    [Theory]
    [InlineData("")]
    [InlineData("t")]
    [InlineData("t:")]
    [InlineData("t0:")]
    [InlineData("t6:ticke")]
    [InlineData("t6:ticketx")]
    [InlineData("t99999999999:")]
    [InlineData("t-1:")]
    [InlineData("{}")]
    public void Anything_else_is_no_record(string text) => SessionRecordText.Read(text).Should().BeNull();

    [Fact]
    public void A_record_has_a_ticket_id() => SessionRecordText.Read(SessionRecordText.Write(new(new() { Issuer = The.Issuer, Subject = The.Subject }))).Should().BeNull();

    [Theory]
    [InlineData("b10:x780000000")]
    [InlineData("b18:999999999999999999")]
    [InlineData("b2:-1")]
    [InlineData("a18:999999999999999999")]
    public void A_time_that_is_none_is_unknown(string part)
    {
        var session = SessionRecordText.Read("t6:ticket" + part)!.Session;

        session.StartedAt.Should().BeNull();
        session.SignedInAt.Should().BeNull();
    }
}
