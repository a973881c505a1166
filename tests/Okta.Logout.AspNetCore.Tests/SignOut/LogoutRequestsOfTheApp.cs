using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>What an app adds to the logout request: by options, for one call, or by its event.</summary>
public sealed class LogoutRequestsOfTheApp
{
    public static TheoryData<string> Reserved => ["id_token_hint", "ID_TOKEN_HINT", "post_logout_redirect_uri", "state", "client_id", "logout_hint", "ui_locales", "device_secret", "client_secret", "client_assertion"];

    [Fact]
    public async Task Nothing_is_added_where_nothing_was_asked_for()
    {
        var (_, answer) = await SignOutAsync(new SomeApp());

        answer.Fields.Keys.Should().BeEquivalentTo("id_token_hint", "post_logout_redirect_uri", "state");
    }

    [Fact]
    public async Task Options_count_for_every_sign_out()
    {
        var (_, answer) = await SignOutAsync(new SomeApp
        {
            Web = options =>
            {
                options.UiLocales = "de fr";
                options.AdditionalLogoutParameters["brand"] = "blue";
            },
        });

        answer.Fields.Should().Contain("ui_locales", "de fr").And.Contain("brand", "blue");
    }

    [Fact]
    public async Task A_call_is_stronger_than_the_options()
    {
        var (_, answer) = await SignOutAsync(WithEndpoint(
            new OktaSignOutProperties { LogoutHint = "ada", UiLocales = "it", AdditionalParameters = { ["brand"] = "red" } },
            options =>
            {
                options.UiLocales = "de";
                options.AdditionalLogoutParameters["brand"] = "blue";
                options.AdditionalLogoutParameters["theme"] = "dark";
            }));

        answer.Fields.Should().Contain("logout_hint", "ada").And.Contain("ui_locales", "it").And.Contain("brand", "red").And.Contain("theme", "dark");
    }

    [Fact]
    public async Task They_are_in_the_url_of_a_redirect_too()
    {
        await using var app = await WithEndpoint(new() { LogoutHint = "ada" }, options => options.EndSessionMethod = EndSessionMethod.Redirect).StartAsync();

        var location = (await (await app.SignedInBrowserAsync()).PostAsync("/leave")).Location();

        Responses.Query(location)["logout_hint"].Should().Be("ada");
    }

    [Theory, MemberData(nameof(Reserved))]
    public async Task A_call_that_sets_a_parameter_of_the_library_is_refused_before_anything_ends(string name)
    {
        string? error = null;
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapPost("/leave", async (HttpContext context) =>
            {
                Func<Task> leaving = async () => await context.SignOutOfOktaAsync(properties: new() { AdditionalParameters = { [name] = "x" } });
                error = (await leaving.Should().ThrowAsync<ArgumentException>()).Which.Message;
            }).AllowAnonymous(),
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        await browser.PostAsync("/leave");

        error.Should().StartWith("OL6122:").And.Contain($"'{name}'");
        (await browser.IsSignedInAsync()).Should().BeTrue();
    }

    [Theory, MemberData(nameof(Reserved))]
    public async Task An_option_that_sets_a_parameter_of_the_library_is_refused_at_start(string name)
    {
        var start = () => new SomeApp { Web = options => options.AdditionalLogoutParameters[name] = "x" }.StartAsync();

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"OL6122:*'{name}'*");
    }

    [Fact]
    public async Task The_event_adds_parameters_for_the_request_and_the_user()
    {
        var (_, answer) = await SignOutAsync(new SomeApp
        {
            Web = options =>
            {
                options.UiLocales = "de";
                options.OnCreatingLogoutRequest = context =>
                {
                    context.LogoutHint = context.Principal!.FindFirst("name")!.Value;
                    context.UiLocales += " fr";
                    context.AdditionalParameters["path"] = context.HttpContext.Request.Path + context.CookieScheme + context.Session.Subject;
                    return Task.CompletedTask;
                };
            },
        });

        answer.Fields.Should().Contain("logout_hint", "Ada").And.Contain("ui_locales", "de fr").And.Contain("path", $"/signoutCookies{The.Subject}");
        answer.Fields.Keys.Should().Contain(["id_token_hint", "post_logout_redirect_uri", "state"]);
    }

    [Fact]
    public async Task The_event_is_a_step_of_the_receipt()
    {
        var receipt = await ReceiptAsync(_ => Task.CompletedTask);

        receipt.Steps.TakeLast(2).Select(step => (step.Name, step.Outcome)).Should().Equal(
            (SignOutStepNames.CreatingLogoutRequest, SignOutStepOutcome.Succeeded), (SignOutStepNames.OktaLogout, SignOutStepOutcome.Prepared));
    }

    [Theory]
    [InlineData("throws", "OL4001")]
    [InlineData("throws later", "OL4001")]
    [InlineData("sets state", "OL6122")]
    [InlineData("sets nothing", "OL6122")]
    public async Task An_event_that_fails_keeps_nobody_signed_in(string fault, string error)
    {
        var receipt = await ReceiptAsync(async context =>
        {
            context.LogoutHint = "half-done";
            if (fault == "throws")
                throw new InvalidOperationException();
            await Task.Yield();
            context.AdditionalParameters[fault == "sets state" ? "state" : "brand"] = fault == "sets nothing" ? "" : "x";
            if (fault == "throws later")
                throw new InvalidOperationException();
        });

        receipt.IsSignedOutLocally.Should().BeTrue();
        receipt.Steps.Should().ContainSingle(step => step.Name == SignOutStepNames.CreatingLogoutRequest && step.Outcome == SignOutStepOutcome.Failed)
            .Which.Error.Should().StartWith(error);
        receipt.OktaLogout!.GetFormFields().Select(field => field.Key).Should().BeEquivalentTo("id_token_hint", "post_logout_redirect_uri", "state");
    }

    [Fact]
    public async Task An_event_that_hangs_is_not_waited_for()
    {
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await new SomeApp
        {
            Web = options => options.OnCreatingLogoutRequest = _ =>
            {
                begun.SetResult();
                return gate.Task;
            },
        }.StartAsync();
        var browser = await app.SignedInBrowserAsync();

        var answer = browser.PostAsync("/signout");
        await begun.Task;
        var form = await HtmlForm.ReadAsync(await app.AdvanceUntilAsync(answer));

        form.Fields.Should().ContainKey("id_token_hint");
        (await browser.IsSignedInAsync()).Should().BeFalse();
        gate.SetResult();
    }

    [Fact]
    public async Task The_event_is_not_raised_where_there_is_no_request()
    {
        var calls = 0;
        await using var app = await new SomeApp
        {
            Web = options => options.OnCreatingLogoutRequest = _ =>
            {
                calls++;
                return Task.CompletedTask;
            },
        }.StartAsync();

        await app.NewBrowser().PostAsync("/signout");

        calls.Should().Be(0);
    }

    public static TheoryData<string, Action<OpenIdConnectOptions>> EventsOfTheHandler => new()
    {
        { "a delegate", options => options.Events.OnRedirectToIdentityProviderForSignOut = _ => Task.CompletedTask },
        { "an override", options => options.Events = new OverridingEvents() },
        { "a type", options => options.EventsType = typeof(OverridingEvents) },
    };

    [Theory, MemberData(nameof(EventsOfTheHandler))]
    public async Task An_event_of_the_handler_that_is_never_raised_is_warned_about(string how, Action<OpenIdConnectOptions> set)
    {
        await using var app = await new SomeApp { OpenIdConnect = set, Services = services => services.AddScoped<OverridingEvents>() }.StartAsync();

        Warnings(app).Should().Be(1, how);
    }

    [Fact]
    public async Task An_event_that_is_set_after_all_configuration_is_warned_about_too()
    {
        await using var app = await new SomeApp
        {
            Services = services => services.PostConfigureAll<OpenIdConnectOptions>(options => options.Events.OnRedirectToIdentityProviderForSignOut = _ => Task.CompletedTask),
        }.StartAsync();

        Warnings(app).Should().Be(1);
    }

    [Fact]
    public async Task Other_events_of_the_handler_are_not_warned_about()
    {
        await using var app = await new SomeApp { OpenIdConnect = options => options.Events = new NotingOpenIdConnectEvents([]) }.StartAsync();
        await using var plain = await new SomeApp { OpenIdConnect = options => options.Events.OnRedirectToIdentityProvider = _ => Task.CompletedTask }.StartAsync();

        (Warnings(app) + Warnings(plain)).Should().Be(0);
    }

    [Fact]
    public async Task An_app_that_has_moved_to_the_event_of_the_library_is_not_warned()
    {
        await using var app = await new SomeApp
        {
            OpenIdConnect = options => options.Events = new OverridingEvents(),
            Web = options => options.OnCreatingLogoutRequest = _ => Task.CompletedTask,
        }.StartAsync();

        Warnings(app).Should().Be(0);
    }

    private static int Warnings(RunningApp app) =>
        app.OwnLogs.Count(record => record.Level == LogLevel.Warning && record.Message.StartsWith("OL6121:", StringComparison.Ordinal));

    private static SomeApp WithEndpoint(OktaSignOutProperties properties, Action<OktaLogoutWebOptions> web) => new()
    {
        Web = web,
        Endpoints = host => host.MapPost("/leave", () => new OktaSignOutResult(properties: properties)).AllowAnonymous(),
    };

    private static async Task<(Browser Browser, SignOutAnswer Answer)> SignOutAsync(SomeApp some)
    {
        await using var app = await some.StartAsync();
        var browser = await app.SignedInBrowserAsync();
        var hasOwn = (await browser.GetAsync("/leave")).StatusCode == System.Net.HttpStatusCode.MethodNotAllowed;
        return (browser, await SignOutAnswer.OfAsync(browser, hasOwn ? "/leave" : "/signout"));
    }

    private static async Task<SignOutReceipt> ReceiptAsync(Func<CreatingLogoutRequestContext, Task> creating)
    {
        SignOutReceipt? receipt = null;
        await using var app = await new SomeApp
        {
            Web = options => options.OnCreatingLogoutRequest = creating,
            Endpoints = host => host.MapPost("/leave", async (HttpContext context) => { receipt = await context.SignOutOfOktaAsync(); }).AllowAnonymous(),
        }.StartAsync();
        await (await app.SignedInBrowserAsync()).PostAsync("/leave");
        return receipt!;
    }

    private sealed class OverridingEvents : OpenIdConnectEvents
    {
        public override Task RedirectToIdentityProviderForSignOut(RedirectContext context) => Task.CompletedTask;
    }
}
