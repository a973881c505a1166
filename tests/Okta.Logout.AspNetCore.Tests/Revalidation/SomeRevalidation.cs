using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>An app that asks Okta about its sessions every ten minutes, and what it asked.</summary>
internal sealed class SomeRevalidation
{
    public const string Endpoint = The.Issuer + "/v1/introspect";

    /// <summary>The interval of the app.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<Dictionary<string, string>> _asked = new();

    /// <summary>What the nodes have in common.</summary>
    public SharedState Shared { get; init; } = new();

    /// <summary>Changes the options of the library.</summary>
    public Action<OktaLogoutWebOptions> Web { get; init; } = _ => { };

    /// <summary>Adds the store that the nodes share; a list and a memory of tokens in this process, unless given.</summary>
    public Action<OktaLogoutBuilder>? Store { get; init; }

    public RecordingTerminator Terminator { get; } = new();

    /// <summary>The memory of tokens that the nodes share; one of their own, unless given.</summary>
    public ITokenReplayCache? Tokens { get; set; }

    /// <summary>The forms of the questions.</summary>
    public IReadOnlyCollection<Dictionary<string, string>> Asked => _asked;

    /// <summary>Whether Okta says that the tokens are valid.</summary>
    public bool IsActive { get; set; } = true;

    public async Task<RunningApp> StartAsync(Action<SessionRevalidationOptions>? configure = null, ISessionRevocationStore? list = null)
    {
        Tokens ??= new MemoryTokenReplayCache(Shared.Clock);
        var app = await new SomeApp
        {
            Clock = Shared.Clock,
            Okta = Shared.Okta,
            OpenIdConnect = options => options.Scope.Add("offline_access"),
            AddOktaLogout = services =>
            {
                var logout = services.AddOktaLogout(Web).RevalidateSessions(Every, configure);
                Store?.Invoke(logout);
            },
            Services = services =>
            {
                if (Store is null)
                {
                    Shared.AddTo(services, list);
                    services.AddSingleton(Tokens);
                }
                else
                {
                    Shared.AddKeysTo(services);
                }

                services.AddSingleton<ISessionTerminator>(Terminator);
            },
        }.StartAsync();
        app.Okta.Metadata["introspection_endpoint"] = Endpoint;
        Responds();
        return app;
    }

    /// <summary>Lets Okta respond as it does.</summary>
    public void Responds() => Shared.Okta.Answers[Endpoint] = async (request, _) =>
    {
        await RecordAsync(request);
        return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { active = IsActive }) };
    };

    /// <summary>Lets Okta respond only when the test completes the result.</summary>
    public (Task Arrived, TaskCompletionSource Released) Holds()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Shared.Okta.Answers[Endpoint] = async (request, _) =>
        {
            await RecordAsync(request);
            arrived.TrySetResult();
            await released.Task;
            return new(HttpStatusCode.OK) { Content = JsonContent.Create(new { active = IsActive }) };
        };
        return (arrived.Task, released);
    }

    private async Task RecordAsync(HttpRequestMessage request) =>
        _asked.Enqueue(QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()));
}
