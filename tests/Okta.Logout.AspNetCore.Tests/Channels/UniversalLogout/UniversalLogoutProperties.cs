using System.Text;
using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Whatever is changed in a valid request, the response is one of the contract, and no session ends.</summary>
public sealed class UniversalLogoutProperties
{
    [Fact]
    public async Task A_mutated_token_ends_nothing()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var victim = await app.SignedInAsync();
        var valid = SomeUniversalLogout.Token().Build();

        await Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Char.AlphaNumeric).Where((at, letter) => valid[at] != letter).SampleAsync(async (at, letter) =>
        {
            var mutated = valid.Remove(at, 1).Insert(at, letter.ToString());
            var response = await app.CommandAsync(token: mutated);
            if (!await response.IsForUnknownKeyAsync())
                await response.ShouldBeAsync(System.Net.HttpStatusCode.Unauthorized);
        }, iter: 1000, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_mutated_body_gets_an_answer_of_the_contract()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var victim = await app.SignedInAsync();
        var body = Encoding.UTF8.GetBytes(SomeUniversalLogout.Email("nobody@example.com"));

        await Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte.Array[0, 20], Gen.Int[0, 40]).SampleAsync(async (at, inserted, removed) =>
        {
            using var request = UniversalLogoutApp.Request("", SomeUniversalLogout.Token().Build());
            request.Content = new ByteArrayContent([.. body.AsSpan(0, at), .. inserted, .. body.AsSpan(Math.Min(at + removed, body.Length))])
            {
                Headers = { ContentType = new("application/json") },
            };
            (await app.SendAsync(request)).ShouldBeAnAnswerToOkta();
        }, iter: 1000, threads: 1);

        (await victim.IsSignedInAsync()).Should().BeTrue();
    }
}
