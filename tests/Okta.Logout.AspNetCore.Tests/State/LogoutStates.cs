using CsCheck;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class LogoutStates
{
    private static readonly EphemeralDataProtectionProvider Keys = new();
    private static readonly LogoutStateProtector Protector = new(new(Keys, new(TimeProvider.System), NullLogger<TextProtector>.Instance));

    [Fact]
    public void A_state_comes_back_as_it_went() => Gen.Int[0, int.MaxValue].Sample(seconds =>
    {
        var state = new LogoutState(LogoutStateProtector.CreateNonce(), DateTimeOffset.FromUnixTimeSeconds(seconds));
        return Protector.Unprotect(Protector.Protect(state)!) == state;
    });

    [Fact]
    public void No_text_at_all_is_a_state() => Gen.String.Sample(text => Protector.Unprotect(text) is null);

    [Fact]
    public void No_text_of_its_letters_is_a_state() =>
        Gen.Char["ABCabc019-_"].Array[0, 400].Select(letters => new string(letters)).Sample(text => Protector.Unprotect(text) is null);

    [Fact]
    public void A_state_with_any_one_letter_changed_is_none() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Char["ABCDxyz019-_"]).Sample((position, letter) =>
    {
        var text = Protector.Protect(new(LogoutStateProtector.CreateNonce(), The.Now))!.ToCharArray();

        // The last letter may hold bits that decode to nothing.
        position %= text.Length - 1;
        if (text[position] == letter)
            return true;
        text[position] = letter;
        return Protector.Unprotect(new(text)) is null;
    });

    [Fact]
    public void A_text_protected_for_another_purpose_is_no_state()
    {
        var foreign = Keys.CreateProtector("another purpose").Protect(new byte[64]);

        Protector.Unprotect(WebEncoders.Base64UrlEncode(foreign)).Should().BeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(25)]
    public void A_payload_of_another_length_is_no_state(int length) => Protected(new byte[length]).Should().BeNull();

    [Fact]
    public void A_time_beyond_the_calendar_is_no_state() => Protected([.. Enumerable.Repeat((byte)0x7f, 24)]).Should().BeNull();

    [Fact]
    public void No_two_nonces_are_the_same() =>
        Enumerable.Range(0, 1000).Select(_ => LogoutStateProtector.CreateNonce()).Should().OnlyHaveUniqueItems();

    private static LogoutState? Protected(byte[] payload) => Protector.Unprotect(WebEncoders.Base64UrlEncode(
        Keys.CreateProtector("Okta.Logout.AspNetCore.LogoutState.v1").Protect(payload)));
}
