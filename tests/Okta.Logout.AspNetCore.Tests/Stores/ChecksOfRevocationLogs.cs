using System.Globalization;
using Okta.Logout.Testing;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>Each check fails on a log that is broken in its way, and says so; a log that works passes them all.</summary>
public sealed class ChecksOfRevocationLogs
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    // By the check that has to notice, with what it says.
    private static readonly Dictionary<string, (string Message, Func<LogOfParts> Create)> Broken = new()
    {
        ["A_node_reads_what_it_has_appended"] = ("The node does not read what it has appended", () => new() { IsVisible = (_, isOwn) => !isOwn }),
        ["A_node_reads_what_another_has_appended"] = ("Another node does not read", () => new() { IsVisible = (_, isOwn) => isOwn }),
        ["Every_kind_of_record_is_read"] = ("A record of the kind Heartbeat is not read", () => new() { Keep = record => record.Kind is RevocationLogRecordKind.Heartbeat ? null : record }),
        ["A_node_that_starts_reads_everything"] = ("A node that starts does not read", () => new() { Start = (position, rows) => position is null ? rows is [.., var last] ? last.Number : 0 : Number(position) }),
        ["Reading_on_brings_what_is_new"] = ("What was appended after round 1 is not read", () => new() { End = (_, _) => 1_000 }),
        ["Pages_come_to_an_end_and_miss_nothing"] = ("Reading page by page passes over records", () => new() { End = (last, start) => last + (last - start == 100 ? 1 : 0) }),
        ["Of_many_appended_at_once_none_is_passed_over"] = ("position has moved beyond records", () => new()
        {
            IsVisible = (row, _) => row.Number % 2 == 0 || TimeProvider.System.GetElapsedTime(row.AppendedAt) > TimeSpan.FromMilliseconds(100),
        }),
        ["Bytes_are_kept_as_they_are"] = ("do not come back as they were appended", () => new() { Keep = record => new(record.Data[..Math.Min(record.Data.Length, 64)], record.ExpiresAt, record.Kind) }),
        ["A_position_of_another_log_is_not_fatal"] = ("ReadAsync failed", () => new() { Start = (position, _) => Number(position) }),
        ["A_record_reaches_a_node_that_waits"] = ("WaitAsync failed", () => new() { Wait = _ => Task.FromException(new NotSupportedException("There is nothing to wait for.")) }),
        ["A_log_without_anything_new_lets_a_node_wait"] = ("returned 50 times in a row", () => new() { Wait = _ => Task.CompletedTask }),
        ["A_cancelled_call_ends"] = ("WaitAsync goes on after its token was cancelled", () => new() { Wait = _ => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System) }),
        ["Trimming_removes_what_has_expired"] = ("20 of 20 expired records are still there", () => new() { Trim = _ => { } }),
        ["Trimming_keeps_what_has_not_expired"] = ("Trimming has removed records that have not expired", () => new() { Trim = rows => rows.Clear() }),
        ["A_node_reads_on_after_a_trim"] = ("whose last position was trimmed", () => new() { Start = (position, rows) => position is null or "0" ? 0 : rows.FirstOrDefault(row => row.Number == Number(position))?.Number }),
        ["Many_nodes_trim_at_once"] = ("TrimAsync failed", TwoThatDeadlock),
    };

    public static TheoryData<RevocationLogCheck> All => [.. RevocationLogChecks.All];

    [Theory, MemberData(nameof(All))]
    public async Task A_log_that_is_broken_in_its_way_does_not_pass(RevocationLogCheck check) =>
        await DoesNotPassAsync(check.Name, Broken[check.Name].Create(), $"{check.Name}: *{Broken[check.Name].Message}*");

    [Theory, MemberData(nameof(All))]
    public Task A_log_that_works_passes(RevocationLogCheck check) => check.RunAsync(new LogOfParts().Connect);

    [Fact]
    public async Task Pages_that_never_end_are_noticed() => await DoesNotPassAsync(
        "Pages_come_to_an_end_and_miss_nothing", new() { HasMore = _ => true }, "*HasMore is still true*");

    [Fact]
    public async Task A_call_that_never_returns_is_noticed() => await DoesNotPassAsync(
        "Trimming_removes_what_has_expired", new() { Trimming = _ => new TaskCompletionSource().Task }, "*TrimAsync has not returned*");

    [Fact]
    public async Task What_a_log_throws_is_told()
    {
        var failure = await DoesNotPassAsync("Trimming_removes_what_has_expired", new() { Trimming = _ => throw new IOException("Down.") }, "*TrimAsync failed*");

        failure.InnerException.Should().BeOfType<IOException>();
    }

    [Fact]
    public async Task A_check_that_is_cancelled_ends()
    {
        using var cancelled = new CancellationTokenSource();
        var running = RevocationLogChecks.All[0].RunAsync(new LogOfParts { IsVisible = (_, _) => false }.Connect, cancellationToken: cancelled.Token);

        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Names_and_meanings_are_there_and_differ()
    {
        RevocationLogChecks.All.Select(check => check.Name).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(Broken.Keys);
        RevocationLogChecks.All.Select(check => check.Meaning).Should().OnlyHaveUniqueItems().And.OnlyContain(meaning => meaning.EndsWith('.'));
        RevocationLogChecks.All[0].ToString().Should().Be(RevocationLogChecks.All[0].Name);
    }

    private static async Task<RevocationLogCheckException> DoesNotPassAsync(string check, LogOfParts log, string message) =>
        (await FluentActions.Awaiting(() => RevocationLogChecks.All.Single(one => one.Name == check).RunAsync(log.Connect, Soon))
            .Should().ThrowAsync<RevocationLogCheckException>().WithMessage(message)).Which;

    private static long Number(string? position) => position is null ? 0 : long.Parse(position, CultureInfo.InvariantCulture);

    private static LogOfParts TwoThatDeadlock()
    {
        var trimming = 0;
        return new()
        {
            Trimming = async trim =>
            {
                if (Interlocked.Increment(ref trimming) > 1)
                    throw new IOException("Deadlock.");
                await Task.Yield();
                await trim();
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                Interlocked.Decrement(ref trimming);
            },
        };
    }
}
