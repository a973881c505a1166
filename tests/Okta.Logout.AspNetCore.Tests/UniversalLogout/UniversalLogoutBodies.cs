using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Table J of the bad inputs, where it is about the body.</summary>
public sealed class UniversalLogoutBodies
{
    private const string Email = $$"""{"format":"email","email":"{{The.Email}}"}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["J9 not JSON"] = "sub_id=x",
        ["J9 empty"] = "",
        ["J9 an array"] = $$"""[{"sub_id":{{Email}}}]""",
        ["J9 null"] = "null",
        ["J9 a text"] = "\"sub_id\"",
        ["J9 sub_id twice"] = $$"""{"sub_id":{{Email}},"sub_id":{{Email}}}""",
        ["J9 sub_id twice, escaped"] = $$"""{"sub_id":{{Email}},"sub\u005fid":{{Email}}}""",
        ["J9 a member of sub_id twice"] = """{"sub_id":{"format":"email","email":"a@example.com","email":"b@example.com"}}""",
        ["J9 trailing data"] = SomeUniversalLogout.Email() + "{}",
        ["J9 trailing text"] = SomeUniversalLogout.Email() + "x",
        ["J9 a trailing comma"] = $$"""{"sub_id":{{Email}},}""",
        ["J9 a comment"] = $$"""{"sub_id":{{Email}}/**/}""",
        ["J9 a byte order mark"] = "\uFEFF" + SomeUniversalLogout.Email(),
        ["J9 deep"] = """{"sub_id":""" + new string('[', 1000) + new string(']', 1000) + "}",
        ["J9 half a surrogate pair as name"] = $$"""{"sub_id":{{Email}},"\ud800":1}""",
        ["J9 another member"] = $$"""{"sub_id":{{Email}},"other":1}""",
        ["J10 sub_id missing"] = "{}",
        ["J10 sub_id in another case"] = $$"""{"Sub_Id":{{Email}}}""",
        ["J10 sub_id a text"] = $$"""{"sub_id":"{{The.Email}}"}""",
        ["J10 sub_id null"] = """{"sub_id":null}""",
        ["J10 sub_id an array"] = $$"""{"sub_id":[{{Email}}]}""",
        ["J10 sub_id empty"] = """{"sub_id":{}}""",
        ["J10 format missing"] = $$$"""{"sub_id":{"email":"{{{The.Email}}}"}}""",
        ["J10 format unknown"] = $$$"""{"sub_id":{"format":"mail","email":"{{{The.Email}}}"}}""",
        ["J10 format in another case"] = $$$"""{"sub_id":{"format":"Email","email":"{{{The.Email}}}"}}""",
        ["J10 format of another kind"] = $$$"""{"sub_id":{"format":["email"],"email":"{{{The.Email}}}"}}""",
        ["J10 format phone_number"] = """{"sub_id":{"format":"phone_number","phone_number":"+12065550100"}}""",
        ["J10 email missing"] = """{"sub_id":{"format":"email"}}""",
        ["J10 email empty"] = SomeUniversalLogout.Email(""),
        ["J10 email null"] = """{"sub_id":{"format":"email","email":null}}""",
        ["J10 email of another kind"] = """{"sub_id":{"format":"email","email":["a@example.com"]}}""",
        ["J10 email no address"] = SomeUniversalLogout.Email("ada"),
        ["J10 email half a surrogate pair"] = SomeUniversalLogout.Email("\\ud800@example.com"),
        ["J10 email too long"] = SomeUniversalLogout.Email(new string('a', 400) + "@example.com"),
        ["J10 iss missing"] = """{"sub_id":{"format":"iss_sub","sub":"x"}}""",
        ["J10 sub missing"] = """{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com"}}""",
        ["J10 sub empty"] = SomeUniversalLogout.IssuerAndSubject(subject: ""),
        ["J10 sub a number"] = """{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com","sub":5}}""",
        ["J10 id empty"] = SomeUniversalLogout.Opaque(""),
        ["J10 id null"] = """{"sub_id":{"format":"opaque","id":null}}""",
        ["J10 aliases empty"] = Aliases(),
        ["J10 aliases no array"] = $$$"""{"sub_id":{"format":"aliases","identifiers":{{{Email}}}}}""",
        ["J10 aliases nested"] = Aliases($$"""{"format":"aliases","identifiers":[{{Email}}]}"""),
        ["J10 aliases with a text"] = Aliases(Email, "\"x\""),
        ["J10 aliases with null"] = Aliases(Email, "null"),
        ["J10 aliases with a broken one"] = Aliases(Email, """{"format":"opaque"}"""),
        ["J10 too many aliases"] = Aliases([.. Enumerable.Repeat(Email, 17)]),
        ["J11 email with sub"] = $$$"""{"sub_id":{"format":"email","email":"{{{The.Email}}}","sub":"x"}}""",
        ["J11 email with an unknown member"] = $$$"""{"sub_id":{"format":"email","email":"{{{The.Email}}}","x":null}}""",
        ["J11 iss_sub with email"] = $$$"""{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com","sub":"x","email":"{{{The.Email}}}"}}""",
        ["J11 opaque with iss"] = """{"sub_id":{"format":"opaque","id":"x","iss":"y"}}""",
        ["J11 aliases with email"] = $$$"""{"sub_id":{"format":"aliases","identifiers":[{{{Email}}}],"email":"x"}}""",
        ["J13 the older draft"] = $$"""{"subject":{{Email}}}""",
        ["J13 both"] = $$"""{"sub_id":{{Email}},"subject":{{Email}}}""",
        ["J14 a line break"] = SomeUniversalLogout.Email(The.Email + "\\n"),
        ["J14 a NUL"] = SomeUniversalLogout.Email(The.Email + "\\u0000"),
        ["J14 a blank"] = SomeUniversalLogout.Email(" " + The.Email),
    };

    public static TheoryData<string> Rows => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row(string name)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        var victim = await app.SignedInAsync();
        var token = SomeUniversalLogout.Token().Build();

        await (await app.CommandAsync(Bodies[name], token)).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");

        (await victim.IsSignedInAsync()).Should().BeTrue();
        await (await app.CommandAsync(token: token)).ShouldBeDoneAsync();
        (await victim.IsSignedInAsync()).Should().BeFalse();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/jwt")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task J9_another_Content_Type(string contentType)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), SomeUniversalLogout.Token().Build(), contentType);

        await (await app.SendAsync(request)).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task A_Content_Type_may_be_written_otherwise(string contentType)
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), SomeUniversalLogout.Token().Build(), contentType);

        await (await app.SendAsync(request)).ShouldBeDoneAsync();
    }

    [Fact]
    public async Task J9_invalid_UTF_8()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request("", SomeUniversalLogout.Token().Build());
        request.Content = new ByteArrayContent([.. """{"sub_id":{"format":"opaque","id":"""u8, (byte)'"', 0xC0, 0x80, .. "\"}}"u8])
        {
            Headers = { ContentType = new("application/json") },
        };

        await (await app.SendAsync(request)).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
    }

    [Fact]
    public async Task J9_UTF_16()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request("", SomeUniversalLogout.Token().Build());
        request.Content = new ByteArrayContent(Encoding.Unicode.GetBytes(SomeUniversalLogout.Email())) { Headers = { ContentType = new("application/json") } };

        await (await app.SendAsync(request)).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData((64 * 1024) + 1)]
    public async Task J9_too_large(int length)
    {
        await using var app = await UniversalLogoutApp.StartAsync();

        await (await app.CommandAsync(SomeUniversalLogout.Email().PadRight(length))).ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, "OL8233");
        await (await app.CommandAsync(SomeUniversalLogout.Email().PadRight(64 * 1024))).ShouldBeDoneAsync();
    }

    [Fact]
    public async Task J13_the_older_draft_is_accepted_with_the_switch()
    {
        await using var app = await UniversalLogoutApp.StartAsync(options => options.AllowLegacySubject = true);
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(Bodies["J13 both"])).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
        await (await app.CommandAsync(Bodies["J13 the older draft"])).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
        await (await app.CommandAsync()).ShouldBeDoneAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task J19_other_methods(string method)
    {
        await using var app = await UniversalLogoutApp.StartAsync(some: new()
        {
            AddOktaLogout = it => it.AddOktaLogout().AddUniversalLogout(SomeUniversalLogout.Endpoint),
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new([new Microsoft.AspNetCore.Authorization.Infrastructure.DenyAnonymousAuthorizationRequirement()], [])),
        });
        using var request = UniversalLogoutApp.Request(SomeUniversalLogout.Email(), SomeUniversalLogout.Token().Build());
        request.Method = new(method);

        var response = await app.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
        response.ShouldBeAnAnswerToOkta();
    }

    private static string Aliases(params string[] identifiers) => $$$"""{"sub_id":{"format":"aliases","identifiers":[{{{string.Join(',', identifiers)}}}]}}""";
}
