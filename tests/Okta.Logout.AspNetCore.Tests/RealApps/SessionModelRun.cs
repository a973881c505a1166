using System.Globalization;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One sequence: applies the operations to the two nodes and to the model, and compares.</summary>
internal sealed class SessionModelRun
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    // More than any skew between clocks that may be allowed.
    private static readonly TimeSpan BetweenOperations = TimeSpan.FromMinutes(2);

    private static readonly string[] Ways =
        ["/", SessionModelWorld.ShouldRenewPath, Reissues.SameTicket, Reissues.FreshProperties, Reissues.OwnUser, Reissues.SignOutAndIn, Reissues.SignOutAndInOwnUser];

    private readonly SessionModelWorld _world;
    private readonly string[] _users;
    private readonly SessionModelBrowser[] _browsers;
    private readonly List<SessionModelSession> _sessions = [];

    public SessionModelRun(SessionModelWorld world)
    {
        _world = world;
        var name = SessionModelWorld.NextSid();
        _users = ["ada-" + name, "bob-" + name];
        _browsers = [.. Enumerable.Range(0, SessionModelOperation.Browsers).Select(_ => new SessionModelBrowser(new(world.Clock)))];
    }

    private DateTimeOffset Now => _world.Clock.GetUtcNow();

    public async Task RunAsync(IReadOnlyList<SessionModelOperation> operations)
    {
        for (var i = 0; i < operations.Count; i++)
        {
            _world.Clock.Advance(BetweenOperations);
            await ApplyAsync(operations[i]);
            await CheckLiveAsync($"{operations[i]} (operation {i + 1})");
        }

        _world.Repair();
        foreach (var days in new[] { 0, 1, 12, 3, 16 })
        {
            _world.Clock.Advance(TimeSpan.FromDays(days));
            await CheckEndedAsync();
        }
    }

    private async Task ApplyAsync(SessionModelOperation operation)
    {
        var browser = _browsers[operation.Browser];
        var at = browser.At(_world.Nodes[operation.Node]);
        switch (operation.Step)
        {
            case SessionModelStep.SignIn:
                await SignInAtOktaAsync(browser, operation, () => at.SignInAsync());
                break;
            case SessionModelStep.StepUp:
                await SignInAtOktaAsync(browser, operation, () => at.SignInAsync("/step-up"));
                break;
            case SessionModelStep.ExternalSignIn:
                await SignInAtOktaAsync(browser, operation, async () => await at.FollowAsync(await at.SignInAsync("/external")));
                break;
            case SessionModelStep.OwnSignIn:
                await OwnSignInAsync(browser, at, operation);
                break;
            case SessionModelStep.Renew when browser.Session is { } session:
                await RenewAsync(session, browser.Cookies, operation, Ways[operation.Choice % Ways.Length]);
                break;
            case SessionModelStep.RenewCopy when _sessions.Count > 0:
                await RenewCopyAsync(operation);
                break;
            case SessionModelStep.SignOut:
                await SignOutAsync(browser, at);
                break;
            case SessionModelStep.EndOthers:
                await EndOthersAsync(browser, at);
                break;
            default:
                await ApplyFromOutsideAsync(operation, browser);
                break;
        }
    }

    private async Task ApplyFromOutsideAsync(SessionModelOperation operation, SessionModelBrowser browser)
    {
        var node = _world.Nodes[operation.Node];
        switch (operation.Step)
        {
            case SessionModelStep.BreakReads:
                _world.BreakReads(operation.Node);
                break;
            case SessionModelStep.BreakWrites:
                _world.BreakWrites();
                break;
            case SessionModelStep.Repair:
                _world.Repair();
                break;
            case SessionModelStep.Wait:
                _world.Clock.Advance(TimeSpan.FromDays(Math.Pow(2, operation.Choice % 5) / 2));
                break;
            case SessionModelStep.FrontChannel when browser.Session?.Sid is { } sid:
                await node.FrontChannelAsync(sid);
                EndWhere(session => session.Sid == sid, !_world.IsWriteBroken);
                break;
            case SessionModelStep.BackChannel when browser.Session is { Sid: { } sid, User: { } user }:
                EndWhere(session => session.Sid == sid, (await node.BackChannelAsync(sid, user)).IsSuccessStatusCode);
                break;
            case SessionModelStep.AdministratorEndsUser:
                var subject = _users[operation.Choice % _users.Length];
                EndWhere(session => session.User == subject, await node.EndAsync(SessionTarget.ForSubject(The.Issuer, subject)));
                break;
        }
    }

    private async Task SignInAtOktaAsync(SessionModelBrowser browser, SessionModelOperation operation, Func<Task> signIn)
    {
        var user = _users[operation.Choice % _users.Length];
        var sid = browser.SidOf(user);
        (_world.Okta.Claims["sub"], _world.Okta.Claims["sid"], _world.Okta.Claims["email"]) = (user, sid, user + "@example.com");
        await signIn();

        var replaced = browser.Session;
        var isUnchecked = _world.IsReadBroken(operation.Node) && (replaced is not null || operation.Step is SessionModelStep.ExternalSignIn);
        if (replaced?.IsLive(Now) is true && replaced.User == user && replaced.Sid == sid && !isUnchecked)
        {
            // The same user goes on with the session, which lives longer now: the copies of both cookies end together.
            Continue(browser, replaced);
            return;
        }

        if (replaced?.IsLive(Now) is true && replaced.User is { } other && other != user && !isUnchecked && !_world.IsWriteBroken)
            replaced.End();
        Begin(browser, user, sid).IsUncertain = isUnchecked || replaced?.IsUncertain is true;
    }

    private async Task OwnSignInAsync(SessionModelBrowser browser, Browser at, SessionModelOperation operation)
    {
        await at.PostAsync("/password");
        var replaced = browser.Session;
        var isUnchecked = _world.IsReadBroken(operation.Node) && replaced is not null;
        if (replaced?.IsLive(Now) is true && !isUnchecked)
            Continue(browser, replaced);
        else
            Begin(browser, null, null).IsUncertain = isUnchecked || replaced?.IsUncertain is true;
    }

    private async Task RenewAsync(SessionModelSession session, CookieJar cookies, SessionModelOperation operation, string way)
    {
        var path = way.StartsWith('/') ? way : "/renew?way=" + Uri.EscapeDataString(way);
        await new Browser(_world.Nodes[operation.Node], cookies, RunningApp.Origin).GetAsync(path);
        session.Copies.Add(cookies.Copy());

        // The app signs out in between: other cookies of the session may end by that, and in an outage all of them.
        if (way is Reissues.SignOutAndIn or Reissues.SignOutAndInOwnUser)
            session.IsUncertain |= _world.IsWriteBroken || _world.IsReadBroken(operation.Node) || !_browsers.Any(browser => browser.Cookies == cookies);
    }

    private Task RenewCopyAsync(SessionModelOperation operation)
    {
        var session = _sessions[operation.Choice % _sessions.Count];
        var copy = session.Copies[(operation.Browser + operation.Choice) % session.Copies.Count].Copy();
        return RenewAsync(session, copy, operation, Ways[(operation.Choice + operation.Browser) % Ways.Length]);
    }

    private async Task SignOutAsync(SessionModelBrowser browser, Browser at)
    {
        // A node that knows of an end which the list does not have yet has taken the cookie away: then nobody is signed in at this sign-out.
        var hasSession = browser.Session is not null && browser.HasCookie;
        var answer = await SignOutAnswer.OfAsync(at);
        if (hasSession && answer.SignedOut)
            browser.Session!.End();
        else if (hasSession)
            browser.Session!.IsUncertain = true;
        browser.Session = null;
        browser.EndAtOkta();
    }

    private async Task EndOthersAsync(SessionModelBrowser browser, Browser at)
    {
        if (browser.Session is not { User: { } user } session || !session.IsLive(Now))
            return;
        var answer = await at.PostAsync("/end-others");
        var succeeded = bool.Parse(await answer.Content.ReadAsStringAsync());
        EndWhere(other => other.User == user, succeeded);
        if (succeeded)
            Add(browser, new(user, session.Sid, session.LivesUntil));
    }

    private void EndWhere(Func<SessionModelSession, bool> matches, bool succeeded)
    {
        foreach (var session in _sessions.Where(matches))
        {
            if (succeeded)
                session.End();
            else
                session.IsUncertain = true;
        }
    }

    private SessionModelSession Begin(SessionModelBrowser browser, string? user, string? sid)
    {
        var session = new SessionModelSession(user, sid, Now + Lifetime);
        Add(browser, session);
        return session;
    }

    private void Add(SessionModelBrowser browser, SessionModelSession session)
    {
        _sessions.Add(session);
        Continue(browser, session);
    }

    private static void Continue(SessionModelBrowser browser, SessionModelSession session)
    {
        browser.Session = session;
        session.Copies.Add(browser.Cookies.Copy());
    }

    private async Task CheckLiveAsync(string operation)
    {
        foreach (var (i, browser) in _browsers.Index().Where(browser => browser.Item.Session?.IsLive(Now) is true))
        {
            foreach (var (n, node) in _world.Nodes.Index())
                (await IsServedAsync(node, browser.Cookies)).Should().BeTrue("nobody ended the session of browser {0}, at node {1} after {2}", i, n, operation);
        }
    }

    private async Task CheckEndedAsync()
    {
        foreach (var (s, session) in _sessions.Index().Where(session => session.Item.HasEnded))
        {
            foreach (var (c, copy) in session.Copies.Index())
            {
                foreach (var node in _world.Nodes)
                    (await IsServedAsync(node, copy)).Should().BeFalse("session {0} has ended, and with it copy {1}, at {2}", s, c, Now.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static Task<bool> IsServedAsync(RunningApp node, CookieJar cookies) => new Browser(node, cookies.Copy(), RunningApp.Origin).IsSignedInAsync();
}
