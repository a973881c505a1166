using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary><c>POST /signout/universal</c>: Okta commands that a user is signed out everywhere. Who asks is judged before what is asked.</summary>
internal sealed class UniversalLogoutEndpoint(
    UniversalLogoutTokenValidator validator,
    OktaOrgs<UniversalLogoutOptions> orgs,
    UniversalLogoutCommand command,
    IOptions<UniversalLogoutOptions> options,
    OktaLogoutTelemetry telemetry,
    ILogger<UniversalLogoutEndpoint> logger) : IncomingTokenEndpoint("universal-logout", telemetry, logger)
{
    protected override IncomingAnswer WrongMethod { get; } = IncomingAnswer.WrongMethod("OL8231");

    public override void Map(IEndpointRouteBuilder group) =>
        Map(group, "/universal", new("Authentication > Logout > Logout endpoint URL", options.Value.EndpointUrl));

    protected override async Task<IncomingAnswer> RunAsync(HttpContext context)
    {
        if (BearerToken.Read(context.Request) is not { } text)
            return UniversalLogoutAnswers.NoToken;
        var validation = await validator.ValidateAsync(text, await orgs.GetAsync(), context.RequestAborted);
        return validation.IsAccepted
            ? await command.RunAsync(context, validation.Token!)
            : UniversalLogoutAnswers.WrongToken(validation.Refusal);
    }
}
