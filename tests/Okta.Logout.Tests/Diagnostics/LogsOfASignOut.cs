using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.Tests;

/// <summary>All that is logged, at every level and by everybody, while sign-outs fail in every way.</summary>
public sealed class LogsOfASignOut
{
    private static readonly Action<SignOutApp>[] Failures =
    [
        _ => { },
        app => app.Okta.IsDown(),
        app => app.Okta.OnDiscovery = _ => Task.FromResult(Some.MetadataAnswer(("issuer", "https://evil.example.com"))),
        app => app.Okta.OnRevocation = (_, _) => Task.FromResult(Refusal(HttpStatusCode.BadRequest)),
        app => app.Okta.OnRevocation = (_, _) => Task.FromResult(Refusal(HttpStatusCode.ServiceUnavailable)),
        app => app.Okta.OnRevocation = (_, _) => throw new IOException("connection reset"),
        app => app.WithStore((revocation, _) => throw new InvalidOperationException(revocation.Target.Value)),
        app => app.WithTerminator((termination, _) => throw new InvalidOperationException(termination.Session!.Subject)),
        app => app.Builder.AddSessionTerminator<UnbuildableTerminator>(),
        app => app.Services.AddOktaLogoutCore(options => options.ClientAuthenticationMethod = (ClientAuthenticationMethod)77),
    ];

    [Fact]
    public async Task They_hold_no_secret()
    {
        foreach (var log in await EveryLineAsync())
            Secrets.ShouldBeAbsentFrom(log);
    }

    [Fact]
    public async Task They_hold_what_everybody_said()
    {
        var logs = string.Join('\n', await EveryLineAsync());

        logs.Should().Contain("[5001]").And.Contain("[5002]").And.Contain("[4001]").And.Contain("[3002]").And.Contain("[2002]");
    }

    [Fact]
    public async Task The_HTTP_client_whose_log_lines_hold_the_Authorization_header_is_silent() =>
        (await EveryLineAsync()).Should().NotContain(line => line.StartsWith("System.Net.Http.HttpClient", StringComparison.Ordinal));

    [Fact]
    public async Task Receipts_hold_no_secret_and_no_text_of_an_exception()
    {
        foreach (var fail in Failures)
        {
            await using var app = new SignOutApp();
            fail(app);

            var result = await SignOutAsync(app);

            result.Steps.Append<object>(result).Select(line => line.ToString()!).Should().AllSatisfy(line =>
            {
                Secrets.ShouldBeAbsentFrom(line);
                line.Replace(SignOutStepNames.DeviceSecret, "", StringComparison.Ordinal).Should().NotContain("secret").And.NotContain("connection reset");
            });
        }
    }

    private static async Task<List<string>> EveryLineAsync()
    {
        List<string> lines = [];
        foreach (var fail in Failures)
        {
            await using var app = new SignOutApp();
            fail(app);
            await SignOutAsync(app);
            await app.SignOutAsync(Some.SignOutRequest("secret-opaque-token"));
            foreach (var target in Targets())
                await app.SignOut.EndSessionsAsync(new(target, SessionTerminationReason.Administrator));
            lines.AddRange(app.Logs.GetSnapshot().Select(record =>
                $"{record.Category} [{record.Id.Id}] {record.Message} {record.Exception} {string.Join(' ', record.Scopes)} {string.Join(' ', record.StructuredState ?? [])}"));
        }

        return lines;
    }

    private static Task<SignOutReceipt> SignOutAsync(SignOutApp app) =>
        app.SignOutAsync(Some.SignOutRequest(endLocalSession: _ => throw new InvalidOperationException(The.TicketId)));

    private static SessionTarget[] Targets() =>
    [
        SessionTarget.ForTicket(The.TicketId), SessionTarget.ForSession(The.Issuer, The.Sid),
        SessionTarget.ForSubject(The.Issuer, The.Subject), SessionTarget.ForEmail(The.Issuer, The.Email),
    ];

    private static HttpResponseMessage Refusal(HttpStatusCode status) =>
        new(status) { Content = new StringContent($$"""{"error":"invalid_client","error_description":"{{The.RefreshToken}}"}""") };
}
