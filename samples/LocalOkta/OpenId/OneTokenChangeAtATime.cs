namespace LocalOkta;

/// <summary>Two tabs that sign out at once revoke the same grant.</summary>
internal sealed class OneTokenChangeAtATime(RequestDelegate next, TokenChanges changes)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path == "/" + OktaPaths.Revoke || context.Request.Path == "/" + OktaPaths.Token
            ? changes.RunAsync(() => next(context), context.RequestAborted)
            : next(context);
}
