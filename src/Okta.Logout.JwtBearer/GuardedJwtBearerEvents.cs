using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.JwtBearer;

/// <summary>Wraps the app's events, and checks each token between its validation and the app's own event. Opaque tokens are validated here, in place of the handler.</summary>
internal sealed class GuardedJwtBearerEvents : JwtBearerEvents
{
    private static readonly JwtBearerEvents Default = new();

    private readonly AccessTokenValidation _validation;
    private readonly OpaqueTokenValidation _opaque;

    public GuardedJwtBearerEvents(AccessTokenValidation validation, OpaqueTokenValidation opaque, JwtBearerEvents? appEvents, Type? appEventsType)
    {
        _validation = validation;
        _opaque = opaque;
        OnAuthenticationFailed = context => AppEvents(context.HttpContext).AuthenticationFailed(context);
        OnForbidden = context => AppEvents(context.HttpContext).Forbidden(context);
        OnMessageReceived = context => AppEvents(context.HttpContext).MessageReceived(context);
        OnTokenValidated = context => AppEvents(context.HttpContext).TokenValidated(context);
        OnChallenge = context => AppEvents(context.HttpContext).Challenge(context);

        JwtBearerEvents AppEvents(HttpContext context) => appEventsType is null
            ? appEvents ?? Default
            : (JwtBearerEvents)context.RequestServices.GetRequiredService(appEventsType);
    }

    public override Task MessageReceived(MessageReceivedContext context)
    {
        var appEvent = base.MessageReceived(context);
        if (!_opaque.IsOn)
            return appEvent;
        return appEvent.IsCompletedSuccessfully ? ContinueAsync(context) : AwaitAsync(context, appEvent);
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var check = _validation.RunAsync(context);
        return check.IsCompletedSuccessfully ? Continue(context, check.Result) : AwaitAsync(context, check);
    }

    public override Task Challenge(JwtBearerChallengeContext context) => AccessTokenValidation.RespondUnavailable(context) ? Task.CompletedTask : base.Challenge(context);

    private async Task AwaitAsync(MessageReceivedContext context, Task appEvent)
    {
        await appEvent.ConfigureAwait(false);
        await ContinueAsync(context).ConfigureAwait(false);
    }

    private Task ContinueAsync(MessageReceivedContext context) => context.Result is null && _opaque.Find(context) is { } token ? ValidateAsync(context, token) : Task.CompletedTask;

    private async Task ValidateAsync(MessageReceivedContext context, string token)
    {
        if (await _opaque.RunAsync(context, token).ConfigureAwait(false) is not { } validated)
            return;
        if (await _validation.RunAsync(validated, isIntrospected: true).ConfigureAwait(false))
            await base.TokenValidated(validated).ConfigureAwait(false);
        OpaqueTokenValidation.Complete(context, validated, token);
    }

    private async Task AwaitAsync(TokenValidatedContext context, ValueTask<bool> check) => await Continue(context, await check.ConfigureAwait(false)).ConfigureAwait(false);

    private Task Continue(TokenValidatedContext context, bool isAccepted) => isAccepted ? base.TokenValidated(context) : Task.CompletedTask;
}
