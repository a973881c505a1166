using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore;

/// <summary>The part of Universal Logout behind its authentication: whom the body names, which sessions these are, and their end.</summary>
internal sealed partial class UniversalLogoutCommand(
    UniversalLogoutTermination termination, IOptions<UniversalLogoutOptions> options, TimeProvider timeProvider, ILogger<UniversalLogoutCommand> logger)
{
    private const string MediaType = "application/json";

    private static readonly TimeSpan ResolverTimeout = TimeSpan.FromSeconds(10);

    public async Task<IncomingAnswer> RunAsync(HttpContext context, UniversalLogoutToken token)
    {
        if (!IncomingRequest.HasMediaType(context, MediaType))
            return UniversalLogoutAnswers.WrongBody;
        var (body, refusal) = await RequestBody.ReadAsync(context, timeProvider);
        if (refusal is { } status)
            return UniversalLogoutAnswers.WrongBody with { Status = status };
        if (UniversalLogoutBody.Read(body.ToArray(), options.Value.AllowLegacySubject) is not { } identifier)
            return UniversalLogoutAnswers.WrongBody;

        var subject = await ResolveAsync(context, new(identifier, token.Issuer.Issuer, token.ClientId, token.Issuer.Org, token.IssuedAt));
        return subject?.Status switch
        {
            null => UniversalLogoutAnswers.ResolverFailed,
            UniversalLogoutSubjectStatus.Found => await EndAsync(token, identifier, subject.Targets),
            UniversalLogoutSubjectStatus.CannotBeSignedOut => UniversalLogoutAnswers.CannotSignOut,
            _ => UniversalLogoutAnswers.UnknownUser,
        };
    }

    private async Task<UniversalLogoutSubject?> ResolveAsync(HttpContext context, UniversalLogoutRequest request)
    {
        try
        {
            using var deadline = new Deadline(timeProvider, ResolverTimeout, context.RequestAborted);
            var resolver = context.RequestServices.GetRequiredService<IUniversalLogoutSubjectResolver>();
            return await resolver.ResolveAsync(request, deadline.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            Log.ResolverFailed(logger, fault.GetType().Name);
            return null;
        }
    }

    private async Task<IncomingAnswer> EndAsync(UniversalLogoutToken token, SubjectIdentifier subject, IReadOnlyList<SessionTarget> targets) =>
        await termination.RunAsync(token, subject, targets) switch
        {
            TokenTerminationOutcome.Ended => UniversalLogoutAnswers.Done,
            TokenTerminationOutcome.Replayed => UniversalLogoutAnswers.WrongToken(TokenRefusal.Replayed),
            TokenTerminationOutcome.Incomplete => UniversalLogoutAnswers.Incomplete,
            _ => UniversalLogoutAnswers.NotRecorded,
        };

    private static partial class Log
    {
        [LoggerMessage(8213, LogLevel.Error, "OL8236: The IUniversalLogoutSubjectResolver failed with {ExceptionType}.")]
        public static partial void ResolverFailed(ILogger logger, string exceptionType);
    }
}
