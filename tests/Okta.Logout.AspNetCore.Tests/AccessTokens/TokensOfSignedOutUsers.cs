using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Access tokens of Okta name their user in another way than ID tokens, and go on to be issued for an old sign-in.</summary>
public sealed class TokensOfSignedOutUsers
{
    [Fact]
    public async Task A_valid_token_is_accepted_and_a_missing_or_forged_one_is_not()
    {
        await using var api = await new SomeApi().StartAsync();

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.OK);
        (await api.StatusOfAsync(null)).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.With()[..^8])).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_command_by_the_users_id_ends_a_token_whose_sub_is_the_login_name()
    {
        await using var api = await new SomeApi().StartAsync();
        var token = SomeAccessToken.With();
        (await api.StatusOfAsync(token)).Should().Be(HttpStatusCode.OK);

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        var response = await api.CallAsync(token);
        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task A_command_by_the_login_name_ends_it_too()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, "ada", The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("sub", "ada")))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_uid_is_named_by_its_sub()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("uid", null), ("sub", The.Subject)))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("the login name", null)]
    [InlineData("ada", The.Email)]
    public async Task A_command_by_e_mail_address_ends_it(string login, string? email)
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForEmail(The.Issuer, The.Email, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("sub", email is null ? The.Email : login), ("email", email)))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_command_by_sid_ends_it_where_the_authorization_server_adds_one()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSession(The.Issuer, The.Sid));

        (await api.StatusOfAsync(SomeAccessToken.With(("sid", The.Sid)))).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.With(("sid", "another")))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_command_for_everyone_ends_each_token_of_an_earlier_sign_in()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForEveryone());

        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.Of(The.Now.AddMinutes(1)))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_of_other_users_and_other_issuers_are_accepted()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));
        await EndAsync(api, SessionTarget.ForSubject("https://other.okta.com", "00u2", The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("uid", "00u2"), ("sub", "grace")))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_was_refreshed_after_the_command_is_refused()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.Of(The.Now.AddHours(-1), issued: The.Now.AddMinutes(5)))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_new_sign_in_after_the_command_is_accepted()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.Of(The.Now.AddSeconds(1)))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_sign_in_after_a_command_by_the_clock_of_the_app_is_accepted()
    {
        await using var api = await new SomeApi().StartAsync();
        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject));
        (await api.StatusOfAsync(SomeAccessToken.With())).Should().Be(HttpStatusCode.Unauthorized);

        api.Clock.Advance(TimeSpan.FromMinutes(10));

        (await api.StatusOfAsync(SomeAccessToken.Of(api.Clock.GetUtcNow()))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_auth_time_the_time_of_issue_counts()
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("auth_time", null)))).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.With(("auth_time", null), ("iat", The.Now.AddSeconds(1).ToUnixTimeSeconds())))).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("auth_time", "soon")]
    [InlineData("auth_time", -1L)]
    [InlineData("auth_time", long.MaxValue)]
    public async Task A_time_that_is_none_does_not_help_a_token(string name, object value)
    {
        await using var api = await new SomeApi().StartAsync();

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With((name, value)))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_tokens_with_one_id_are_told_apart()
    {
        await using var api = await new SomeApi().StartAsync();
        (await api.StatusOfAsync(SomeAccessToken.With(("jti", "one"), ("uid", "00u2"), ("sub", "grace")))).Should().Be(HttpStatusCode.OK);

        await EndAsync(api, SessionTarget.ForSubject(The.Issuer, The.Subject, The.Now));

        (await api.StatusOfAsync(SomeAccessToken.With(("jti", "one")))).Should().Be(HttpStatusCode.Unauthorized);
        (await api.StatusOfAsync(SomeAccessToken.With(("jti", "one"), ("uid", "00u2"), ("sub", "grace")))).Should().Be(HttpStatusCode.OK);
    }

    private static async Task EndAsync(RunningApp api, SessionTarget target) =>
        (await api.Services.GetRequiredService<IOktaSignOut>().EndSessionsAsync(new(target, SessionTerminationReason.Administrator))).Succeeded.Should().BeTrue();
}
