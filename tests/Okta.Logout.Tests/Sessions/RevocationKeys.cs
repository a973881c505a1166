using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

/// <summary>Different values have different keys: the list ends exactly the sessions that the targets name.</summary>
public class RevocationKeys
{
    private static readonly FakeTimeProvider Time = new(The.Now);

    [Fact]
    public void The_list_agrees_with_the_target() =>
        Some.Target.SelectMany(target => Some.SessionNear(target).Select(session => (target, session))).Sample(
            (target, session) => IsRevoked([target], session) == target.Matches(session),
            iter: 20_000);

    [Fact]
    public void The_list_agrees_with_all_its_targets_together() =>
        Some.Target.SelectMany(target => Gen.Select(Some.Target.Array[0, 5], Some.SessionNear(target)).Select((others, session) => (others, target, session))).Sample(
            (others, target, session) => IsRevoked([.. others, target], session) == others.Append(target).Any(it => it.Matches(session)),
            iter: 5_000);

    [Fact]
    public void Different_targets_have_different_keys() =>
        Gen.Select(Some.Target, Some.Target).Sample(
            (one, other) => SessionKey.Of(one) == SessionKey.Of(other) == AreTheSame(one, other),
            iter: 20_000);

    [Theory]
    [InlineData("https://a", "b:c", "https://a:b", "c")]
    [InlineData("https://ab", "c", "https://a", "bc")]
    public void The_border_between_issuer_and_value_counts(string issuer, string subject, string otherIssuer, string otherSubject) =>
        SessionKey.Of(SessionTarget.ForSubject(issuer, subject)).Should().NotBe(SessionKey.Of(SessionTarget.ForSubject(otherIssuer, otherSubject)));

    [Fact]
    public void Characters_that_cannot_be_encoded_are_told_apart() =>
        SessionKey.Of(SessionTarget.ForSubject("\uD800", "c")).Should().NotBe(SessionKey.Of(SessionTarget.ForSubject("\uD801", "c")));

    [Fact]
    public void The_same_value_of_another_kind_is_another_key()
    {
        SessionTarget[] targets = [SessionTarget.ForSession("a", "b"), SessionTarget.ForSubject("a", "b"), SessionTarget.ForEmail("a", "b"), SessionTarget.ForTicket("ab")];

        targets.Select(SessionKey.Of).Should().OnlyHaveUniqueItems();
    }

    private static bool AreTheSame(SessionTarget one, SessionTarget other) =>
        one.Kind == other.Kind && one.Issuer == other.Issuer
        && string.Equals(one.Value, other.Value, one.Kind is SessionTargetKind.Email ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool IsRevoked(SessionTarget[] targets, SessionDescriptor session)
    {
        var store = new MemorySessionRevocationStore(Time);
        foreach (var target in targets)
            store.RevokeAsync(new(target, The.Now.AddDays(1))).AsTask().GetAwaiter().GetResult();
        return store.IsRevokedAsync(session).AsTask().GetAwaiter().GetResult();
    }
}
