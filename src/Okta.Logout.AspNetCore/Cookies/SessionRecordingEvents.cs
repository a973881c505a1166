using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore;

/// <summary>Wraps the app's OpenID Connect events, and records the session that the ID token begins.</summary>
internal sealed class SessionRecordingEvents : OpenIdConnectEvents
{
    private readonly SessionRecording _recording;
    private readonly OpenIdConnectEvents? _appEvents;
    private readonly Type? _appEventsType;
    private readonly Func<RedirectContext, Task> _ownSignOutRedirect;

    public SessionRecordingEvents(SessionRecording recording, OpenIdConnectEvents? appEvents, Type? appEventsType)
    {
        _recording = recording;
        (_appEvents, _appEventsType) = (appEvents, appEventsType);
        OnAccessDenied = context => AppEvents(context.HttpContext).AccessDenied(context);
        OnAuthenticationFailed = context => AppEvents(context.HttpContext).AuthenticationFailed(context);
        OnAuthorizationCodeReceived = context => AppEvents(context.HttpContext).AuthorizationCodeReceived(context);
        OnMessageReceived = context => AppEvents(context.HttpContext).MessageReceived(context);
        OnPushAuthorization = context => AppEvents(context.HttpContext).PushAuthorization(context);
        OnRedirectToIdentityProvider = context => AppEvents(context.HttpContext).RedirectToIdentityProvider(context);
        OnRedirectToIdentityProviderForSignOut = context => AppEvents(context.HttpContext).RedirectToIdentityProviderForSignOut(context);
        OnRemoteFailure = context => AppEvents(context.HttpContext).RemoteFailure(context);
        OnRemoteSignOut = context => AppEvents(context.HttpContext).RemoteSignOut(context);
        OnSignedOutCallbackRedirect = context => AppEvents(context.HttpContext).SignedOutCallbackRedirect(context);
        OnTicketReceived = context => AppEvents(context.HttpContext).TicketReceived(context);
        OnTokenResponseReceived = context => AppEvents(context.HttpContext).TokenResponseReceived(context);
        OnTokenValidated = context => AppEvents(context.HttpContext).TokenValidated(context);
        OnUserInformationReceived = context => AppEvents(context.HttpContext).UserInformationReceived(context);
        _ownSignOutRedirect = OnRedirectToIdentityProviderForSignOut;

        OpenIdConnectEvents AppEvents(HttpContext context) => appEventsType is null
            ? appEvents ?? Default
            : (OpenIdConnectEvents)context.RequestServices.GetRequiredService(appEventsType);
    }

    private static OpenIdConnectEvents Default { get; } = new();

    /// <summary>Whether the app has code of its own for the redirect with which the handler itself signs users out.</summary>
    public bool HasSignOutRedirectOfTheApp(IServiceProvider services)
    {
        if (OnRedirectToIdentityProviderForSignOut != _ownSignOutRedirect)
            return true;
        try
        {
            using var scope = services.CreateScope();
            var events = _appEventsType is null ? _appEvents : (OpenIdConnectEvents)scope.ServiceProvider.GetRequiredService(_appEventsType);
            return events is not null && HasSignOutRedirect(events);
        }
        catch (Exception)
        {
            // Events of the app that exist only within a request.
            return false;
        }
    }

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (UncheckedSessions.Refuse(context.HttpContext) || ConnectionChallenges.Refuse(context.HttpContext))
        {
            context.HandleResponse();
            return Task.CompletedTask;
        }

        return BeginAsync(context);
    }

    public override Task RemoteSignOut(RemoteSignOutContext context)
    {
        // The path itself is closed already, unless an options monitor of the app has opened it again.
        if (!context.HttpContext.RequestServices.GetRequiredService<RemoteSignOutPaths>().AreClosed(context.Scheme.Name))
            return base.RemoteSignOut(context);
        context.SkipHandler();
        return Task.CompletedTask;
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        if (_recording.ProblemOf(context) is { } problem)
        {
            context.Fail(problem);
            return;
        }

        // Done before the app's own event, which may sign the user in itself, and again after it, because it may replace the properties.
        await _recording.RecordAsync(context);
        await base.TokenValidated(context);
        if (context.Result is { Succeeded: false })
            return;
        context.HttpContext.RequestServices.GetRequiredService<PublicPathBase>().Confirm(context.Request);
        _recording.Write(context, context.Result?.Properties ?? context.Properties);
    }

    private static bool HasSignOutRedirect(OpenIdConnectEvents events)
    {
        Func<RedirectContext, Task> redirect = events.RedirectToIdentityProviderForSignOut;
        return events.OnRedirectToIdentityProviderForSignOut != Default.OnRedirectToIdentityProviderForSignOut || redirect.Method.DeclaringType != typeof(OpenIdConnectEvents);
    }

    private async Task BeginAsync(RedirectContext context)
    {
        await _recording.BeginAsync(context);
        await base.RedirectToIdentityProvider(context);
        if (!context.Handled)
            context.HttpContext.RequestServices.GetRequiredService<SignInPrompt>().Apply(context);
    }
}
