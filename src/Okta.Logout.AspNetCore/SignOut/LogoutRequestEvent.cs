using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>Lets the app complete a logout request. Its code runs after the session has ended. If it fails, the request is sent without what it added.</summary>
internal sealed class LogoutRequestEvent(SignOutStepRunner runner, IOptions<OktaLogoutWebOptions> options, IOptions<SessionTerminationOptions> terminationOptions)
{
    public async Task<SignOutReceipt> RunAsync(HttpContext context, RequestSession session, SignOutReceipt result)
    {
        if (options.Value.OnCreatingLogoutRequest is not { } creating || result.OktaLogout is not { } request)
            return result;
        var creatingContext = new CreatingLogoutRequestContext(context, session.CookieScheme, session.Session, session.Principal, request);
        var step = await RunAsync(context, () => creating(creatingContext));
        if (step.Outcome is SignOutStepOutcome.Succeeded)
        {
            if (LogoutParameterRules.ProblemOf(creatingContext.AdditionalParameters) is { } problem)
                step = step.With(SignOutStepOutcome.Failed, problem);
            else
                Complete(request, creatingContext);
        }

        return new(
            [.. result.Steps.TakeWhile(other => other.Name is not SignOutStepNames.OktaLogout), step, .. result.Steps.SkipWhile(other => other.Name is not SignOutStepNames.OktaLogout)],
            [request], isOktaLikelyUnreachable: result.IsOktaLikelyUnreachable);
    }

    private async Task<SignOutStep> RunAsync(HttpContext context, Func<Task> creating)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasBegun = false;
        var step = await runner.RunAsync(SignOutStepNames.CreatingLogoutRequest, terminationOptions.Value.TerminatorTimeout, async _ =>
        {
            Volatile.Write(ref hasBegun, true);
            try
            {
                await creating();
            }
            finally
            {
                done.SetResult();
            }
        });

        // The server reuses the context: work that still runs may go on after the response was sent, but not after the request has ended.
        if (Volatile.Read(ref hasBegun) && !done.Task.IsCompleted)
            context.Response.OnCompleted(() => done.Task);
        return step;
    }

    private static void Complete(LogoutRequest request, CreatingLogoutRequestContext context)
    {
        request.LogoutHint = context.LogoutHint;
        request.UiLocales = context.UiLocales;
        request.AdditionalParameters = context.AdditionalParameters.AsReadOnly();
    }
}
