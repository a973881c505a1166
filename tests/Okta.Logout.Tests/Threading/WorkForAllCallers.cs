namespace Okta.Logout.Tests;

/// <summary>Work that runs once at a time, for all who wait for it.</summary>
public sealed class WorkForAllCallers
{
    private readonly SharedWork _shared = new();

    [Fact]
    public async Task Who_comes_while_it_runs_joins_it()
    {
        var (count, end) = (0, new TaskCompletionSource());

        var callers = Enumerable.Range(0, 100).Select(_ => _shared.Join(() =>
        {
            Interlocked.Increment(ref count);
            return end.Task;
        })).ToList();
        end.SetResult();
        await Task.WhenAll(callers);

        count.Should().Be(1);
    }

    [Fact]
    public async Task Who_comes_after_it_begins_it_again()
    {
        var count = 0;
        for (var i = 0; i < 3; i++)
            await _shared.Join(() => Task.FromResult(count++));

        count.Should().Be(3);
        _shared.Current.Should().BeNull();
    }

    [Fact]
    public async Task Work_that_fails_has_ended_too()
    {
        await _shared.Join(() => throw new InvalidOperationException());

        await _shared.Join(() => Task.FromException(new InvalidOperationException()));

        _shared.Current.Should().BeNull();
    }

    [Fact]
    public async Task It_does_not_carry_what_is_local_to_the_caller_who_began_it()
    {
        var local = new AsyncLocal<string?> { Value = "of the caller" };
        string? seen = "not run";

        await _shared.Join(() =>
        {
            seen = local.Value;
            return Task.CompletedTask;
        });

        seen.Should().BeNull();
    }
}
