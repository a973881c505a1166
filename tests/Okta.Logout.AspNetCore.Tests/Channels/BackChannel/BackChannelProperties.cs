using System.Text;
using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Whatever is changed in a valid request, the response is one of the contract, and no session ends.</summary>
public sealed class BackChannelProperties
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Fact]
    public async Task A_mutated_token_ends_nothing()
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        var valid = SomeLogoutToken.Valid();
        var mutations = Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Char.AlphaNumeric, Gen.Int[0, 4]);

        await mutations.Where(mutation => Mutate(valid, mutation) != valid).SampleAsync(async mutation =>
        {
            var response = await app.DeliverAsync(Mutate(valid, mutation));
            response.ShouldKeepTheContract();
            if (!await response.IsForUnknownKeyAsync())
                await response.ShouldBeRefusedAsync();
        }, iter: 500, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_mutated_form_gets_an_answer_of_the_contract()
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        var form = Encoding.ASCII.GetBytes("logout_token=" + SomeLogoutToken.WithClaim("sid", "nobody"));
        var mutations = Gen.Select(Gen.Int[0, form.Length - 1], Gen.Byte.Array[0, 20], Gen.Int[0, 40]);

        await mutations.SampleAsync(async mutation =>
        {
            var (at, inserted, removed) = mutation;
            byte[] body = [.. form.AsSpan(0, at), .. inserted, .. form.AsSpan(Math.Min(at + removed, form.Length))];
            var content = new ByteArrayContent(body) { Headers = { ContentType = new(FormType) } };
            (await app.PostAsync(content)).ShouldKeepTheContract();
        }, iter: 500, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task Any_signed_payload_gets_an_answer_of_the_contract()
    {
        await using var app = await BackChannelApp.StartAsync();
        var victim = await app.SignedInAsync();
        var values = AnyOf<object?>(null, "", "x", 0, -1, 1e300, long.MaxValue, true, new { }, Array.Empty<int>(), new[] { "x" }, The.Issuer);
        var names = AnyOf("iss", "aud", "sub", "jti", "iat", "exp", "nbf", "events", "nonce", "azp");

        await Gen.Select(names, values).Array[1, 4].SampleAsync(async changes =>
        {
            var token = new SomeLogoutToken { Claims = { ["sid"] = "nobody" } };
            foreach (var (name, value) in changes)
                token.Claims[name] = value;
            (await app.DeliverAsync(token.Build())).ShouldKeepTheContract();
        }, iter: 500, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Mutate(string valid, (int At, char Letter, int Kind) mutation) => mutation.Kind switch
    {
        0 => valid.Remove(mutation.At, 1),
        1 => valid.Insert(mutation.At, mutation.Letter.ToString()),
        2 => valid[..mutation.At],
        3 => valid[mutation.At..] + valid[..mutation.At],
        _ => valid.Remove(mutation.At, 1).Insert(mutation.At, mutation.Letter.ToString()),
    };
}
