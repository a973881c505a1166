using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Okta.Logout.AspNetCore.Tests;

public sealed class TwoTabs
{
    [Fact]
    public async Task Both_end_well_when_they_sign_out_one_after_the_other()
    {
        await using var app = await new SomeApp().StartAsync();
        var first = await app.SignedInBrowserAsync();
        var second = first.Copy();

        var answers = new[] { await first.PostAsync("/signout"), await second.PostAsync("/signout") };

        answers.Select(answer => answer.StatusCode).Should().Equal(HttpStatusCode.OK, HttpStatusCode.OK);
        (await first.IsSignedInAsync()).Should().BeFalse();
        (await second.IsSignedInAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Both_end_well_when_they_sign_out_at_once()
    {
        // Both have been let in by the cookie before either reaches the sign-out.
        HeldRequest[] held = [new(), new()];
        var arrivals = 0;
        await using var app = await new SomeApp
        {
            Endpoints = host => host.Use((context, next) => context.Request.Path == "/signout" ? PassAsync(() => next(context)) : next(context)),
        }.StartAsync();
        var first = await app.SignedInBrowserAsync();
        var second = first.Copy();

        var answers = Task.WhenAll(first.PostAsync("/signout"), second.PostAsync("/signout"));
        await Task.WhenAll(held.Select(request => request.Arrived));
        foreach (var request in held)
            request.Release();

        (await answers).Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        (await first.IsSignedInAsync()).Should().BeFalse();
        (await second.IsSignedInAsync()).Should().BeFalse();

        async Task PassAsync(Func<Task> next)
        {
            await held[Interlocked.Increment(ref arrivals) - 1].HoldAsync();
            await next();
        }
    }

    [Fact]
    public async Task A_tab_that_works_while_the_other_signs_out_is_signed_out_at_its_next_request()
    {
        var held = new HeldRequest();
        await using var app = await new SomeApp
        {
            Endpoints = host => host.MapGet("/held", async () =>
            {
                await held.HoldAsync();
                return "done";
            }),
        }.StartAsync();
        var first = await app.SignedInBrowserAsync();
        var second = first.Copy();
        var work = second.GetAsync("/held");
        await held.Arrived;

        await first.PostAsync("/signout");
        held.Release();

        (await work).StatusCode.Should().Be(HttpStatusCode.OK);
        (await second.IsSignedInAsync()).Should().BeFalse();
    }
}
