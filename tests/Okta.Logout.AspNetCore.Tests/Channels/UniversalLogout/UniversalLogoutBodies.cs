using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Bodies of Universal Logout requests, good and bad.</summary>
public sealed class UniversalLogoutBodies
{
    private const string Email = $$"""{"format":"email","email":"{{The.Email}}"}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["not JSON"] = "sub_id=x",
        ["empty"] = "",
        ["an array"] = $$"""[{"sub_id":{{Email}}}]""",
        ["null"] = "null",
        ["a text"] = "\"sub_id\"",
        ["sub_id twice"] = $$"""{"sub_id":{{Email}},"sub_id":{{Email}}}""",
        ["sub_id twice, escaped"] = $$"""{"sub_id":{{Email}},"sub\u005fid":{{Email}}}""",
        ["a member of sub_id twice"] = """{"sub_id":{"format":"email","email":"a@example.com","email":"b@example.com"}}""",
        ["trailing data"] = SomeUniversalLogout.Email() + "{}",
        ["trailing text"] = SomeUniversalLogout.Email() + "x",
        ["a trailing comma"] = $$"""{"sub_id":{{Email}},}""",
        ["a comment"] = $$"""{"sub_id":{{Email}}/**/}""",
        ["a byte order mark"] = "\uFEFF" + SomeUniversalLogout.Email(),
        ["deep"] = """{"sub_id":""" + new string('[', 1000) + new string(']', 1000) + "}",
        ["half a surrogate pair as name"] = $$"""{"sub_id":{{Email}},"\ud800":1}""",
        ["another member"] = $$"""{"sub_id":{{Email}},"other":1}""",
        ["sub_id missing"] = "{}",
        ["sub_id in another case"] = $$"""{"Sub_Id":{{Email}}}""",
        ["sub_id a text"] = $$"""{"sub_id":"{{The.Email}}"}""",
        ["sub_id null"] = """{"sub_id":null}""",
        ["sub_id an array"] = $$"""{"sub_id":[{{Email}}]}""",
        ["sub_id empty"] = """{"sub_id":{}}""",
        ["format missing"] = $$$"""{"sub_id":{"email":"{{{The.Email}}}"}}""",
        ["format unknown"] = $$$"""{"sub_id":{"format":"mail","email":"{{{The.Email}}}"}}""",
        ["format in another case"] = $$$"""{"sub_id":{"format":"Email","email":"{{{The.Email}}}"}}""",
        ["format of another kind"] = $$$"""{"sub_id":{"format":["email"],"email":"{{{The.Email}}}"}}""",
        ["format phone_number"] = """{"sub_id":{"format":"phone_number","phone_number":"+12065550100"}}""",
        ["email missing"] = """{"sub_id":{"format":"email"}}""",
        ["email empty"] = SomeUniversalLogout.Email(""),
        ["email null"] = """{"sub_id":{"format":"email","email":null}}""",
        ["email of another kind"] = """{"sub_id":{"format":"email","email":["a@example.com"]}}""",
        ["email no address"] = SomeUniversalLogout.Email("ada"),
        ["email half a surrogate pair"] = SomeUniversalLogout.Email("\\ud800@example.com"),
        ["email too long"] = SomeUniversalLogout.Email(new string('a', 400) + "@example.com"),
        ["iss missing"] = """{"sub_id":{"format":"iss_sub","sub":"x"}}""",
        ["sub missing"] = """{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com"}}""",
        ["sub empty"] = SomeUniversalLogout.IssuerAndSubject(subject: ""),
        ["sub a number"] = """{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com","sub":5}}""",
        ["id empty"] = SomeUniversalLogout.Opaque(""),
        ["id null"] = """{"sub_id":{"format":"opaque","id":null}}""",
        ["aliases empty"] = Aliases(),
        ["aliases no array"] = $$$"""{"sub_id":{"format":"aliases","identifiers":{{{Email}}}}}""",
        ["aliases nested"] = Aliases($$"""{"format":"aliases","identifiers":[{{Email}}]}"""),
        ["aliases with a text"] = Aliases(Email, "\"x\""),
        ["aliases with null"] = Aliases(Email, "null"),
        ["aliases with a broken one"] = Aliases(Email, """{"format":"opaque"}"""),
        ["too many aliases"] = Aliases([.. Enumerable.Repeat(Email, 17)]),
        ["email with sub"] = $$$"""{"sub_id":{"format":"email","email":"{{{The.Email}}}","sub":"x"}}""",
        ["email with an unknown member"] = $$$"""{"sub_id":{"format":"email","email":"{{{The.Email}}}","x":null}}""",
        ["iss_sub with email"] = $$$"""{"sub_id":{"format":"iss_sub","iss":"https://example.okta.com","sub":"x","email":"{{{The.Email}}}"}}""",
        ["opaque with iss"] = """{"sub_id":{"format":"opaque","id":"x","iss":"y"}}""",
        ["aliases with email"] = $$$"""{"sub_id":{"format":"aliases","identifiers":[{{{Email}}}],"email":"x"}}""",
        ["the older draft"] = $$"""{"subject":{{Email}}}""",
        ["both"] = $$"""{"sub_id":{{Email}},"subject":{{Email}}}""",
        ["a line break"] = SomeUniversalLogout.Email(The.Email + "\\n"),
        ["a NUL"] = SomeUniversalLogout.Email(The.Email + "\\u0000"),
        ["a blank"] = SomeUniversalLogout.Email(" " + The.Email),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_malformed_body_is_refused_and_ends_nothing(string name)
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
    public async Task Another_Content_Type(string contentType)
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
    public async Task Invalid_UTF_8()
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
    public async Task UTF_16()
    {
        await using var app = await UniversalLogoutApp.StartAsync();
        using var request = UniversalLogoutApp.Request("", SomeUniversalLogout.Token().Build());
        request.Content = new ByteArrayContent(Encoding.Unicode.GetBytes(SomeUniversalLogout.Email())) { Headers = { ContentType = new("application/json") } };

        await (await app.SendAsync(request)).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData((64 * 1024) + 1)]
    public async Task Too_large(int length)
    {
        await using var app = await UniversalLogoutApp.StartAsync();

        await (await app.CommandAsync(SomeUniversalLogout.Email().PadRight(length))).ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, "OL8233");
        await (await app.CommandAsync(SomeUniversalLogout.Email().PadRight(64 * 1024))).ShouldBeDoneAsync();
    }

    [Fact]
    public async Task The_older_draft_is_accepted_with_the_switch()
    {
        await using var app = await UniversalLogoutApp.StartAsync(options => options.AllowLegacySubject = true);
        var user = await app.SignedInAsync();

        await (await app.CommandAsync(Bodies["both"])).ShouldBeAsync(HttpStatusCode.BadRequest, "OL8233");
        await (await app.CommandAsync(Bodies["the older draft"])).ShouldBeDoneAsync();

        (await user.IsSignedInAsync()).Should().BeFalse();
        await (await app.CommandAsync()).ShouldBeDoneAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Other_methods(string method)
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
