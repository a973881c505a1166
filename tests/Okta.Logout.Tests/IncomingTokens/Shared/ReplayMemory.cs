using Microsoft.Extensions.Time.Testing;

namespace Okta.Logout.Tests;

public sealed class ReplayMemory
{
    private readonly FakeTimeProvider _clock = new(The.Now);

    [Fact]
    public async Task Gives_an_id_to_exactly_one_of_many_callers()
    {
        var memory = new MemoryTokenReplayCache(_clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => ReserveAsync(memory))));

        answers.Count(answer => answer == TokenReservation.Reserved).Should().Be(1);
    }

    [Fact]
    public async Task Gives_a_released_id_again()
    {
        var memory = new MemoryTokenReplayCache(_clock);
        await ReserveAsync(memory);

        await memory.ReleaseAsync(KeyOf(The.Issuer, "jti"));

        (await ReserveAsync(memory)).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(memory)).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task Keeps_issuers_apart_whatever_their_names_are()
    {
        var memory = new MemoryTokenReplayCache(_clock);

        (await ReserveAsync(memory, "ab", "c")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(memory, "a", "bc")).Should().Be(TokenReservation.Reserved);
        (await ReserveAsync(memory, "ab", "c")).Should().Be(TokenReservation.InProgress);
    }

    [Fact]
    public async Task Forgets_what_has_expired()
    {
        var memory = new MemoryTokenReplayCache(_clock);
        for (var i = 0; i < 1000; i++)
            await ReserveAsync(memory, tokenId: $"jti-{i}");
        memory.Count.Should().Be(1000);

        _clock.Advance(TimeSpan.FromMinutes(10));
        (await ReserveAsync(memory, tokenId: "jti-0")).Should().Be(TokenReservation.Reserved);

        memory.Count.Should().Be(1);
    }

    private Task<TokenReservation> ReserveAsync(MemoryTokenReplayCache memory, string issuer = The.Issuer, string tokenId = "jti") =>
        memory.ReserveAsync(KeyOf(issuer, tokenId), _clock.GetUtcNow().AddMinutes(5)).AsTask();

    private static string KeyOf(string issuer, string tokenId) => SessionKey.OfToken(issuer, tokenId).ToString();
}
