using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Okta.Logout.Tests;

/// <summary>What a receipt says of a list that has copies.</summary>
public sealed class AcknowledgedEntries : IAsyncDisposable
{
    private readonly LogInMemory _log = new();
    private readonly SignOutApp _app = new();

    public AcknowledgedEntries() => _app.Services.AddSingleton<ISessionRevocationStore>(new ReplicatedSessionRevocationStore(
        _log.Connect(), new(new(_app.Time), _app.Time), Options.Create(new RevocationLogOptions()), new(null), _app.Time));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_list_that_promises_no_more_than_to_have_the_entry_has_one_step()
    {
        var receipt = await _app.SignOutAsync();

        receipt.Steps.Select(step => step.Name).Should().Contain(SignOutStepNames.RevocationList).And.NotContain(SignOutStepNames.RevocationListReplicas);
    }

    [Theory, InlineData(2), InlineData(3)]
    public async Task Replicas_that_have_confirmed_the_entry_are_a_step(int replicas)
    {
        _log.Acknowledgement = RevocationAcknowledgement.Replicated(replicas, requiredReplicas: 2);

        var receipt = await EndAsync();

        StepOf(receipt.Steps, SignOutStepNames.RevocationListReplicas).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
        receipt.Succeeded.Should().BeTrue();
    }

    [Theory, InlineData(0), InlineData(1)]
    public async Task Too_few_replicas_are_a_failed_step_beside_the_list_that_has_the_entry(int replicas)
    {
        _log.Acknowledgement = RevocationAcknowledgement.Replicated(replicas, requiredReplicas: 2);

        var receipt = await EndAsync();

        StepOf(receipt.Steps, SignOutStepNames.RevocationList).Outcome.Should().Be(SignOutStepOutcome.Succeeded);
        var step = StepOf(receipt.Steps, SignOutStepNames.RevocationListReplicas);
        step.Outcome.Should().Be(SignOutStepOutcome.Failed);
        step.Error.Should().StartWith("OL4010").And.Contain($"{replicas} of 2");
        receipt.Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task A_user_whose_entry_is_on_too_few_replicas_is_signed_out_and_the_receipt_has_the_failed_step()
    {
        _log.Acknowledgement = RevocationAcknowledgement.Replicated(0, requiredReplicas: 1);

        var receipt = await _app.SignOutAsync();

        receipt.IsSignedOutLocally.Should().BeTrue("the list has the entry, so all nodes refuse the session");
        StepOf(receipt.Steps, SignOutStepNames.RevocationListReplicas).Outcome.Should().Be(SignOutStepOutcome.Failed);
    }

    [Fact]
    public async Task A_list_that_does_not_accept_the_entry_has_no_step_of_replicas()
    {
        _log.Acknowledgement = RevocationAcknowledgement.Replicated(1, requiredReplicas: 1);
        _log.IsDown = true;

        var receipt = await EndAsync();

        StepOf(receipt.Steps, SignOutStepNames.RevocationList).Outcome.Should().Be(SignOutStepOutcome.Failed);
        receipt.Steps.Should().NotContain(step => step.Name == SignOutStepNames.RevocationListReplicas);
    }

    [Fact]
    public void Fewer_than_no_replicas_are_a_mistake()
    {
        FluentActions.Invoking(() => RevocationAcknowledgement.Replicated(-1, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RevocationAcknowledgement.Replicated(0, -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private Task<TerminationReceipt> EndAsync() =>
        _app.SignOut.EndSessionsAsync(new(SessionTarget.ForSession(The.Issuer, The.Sid), SessionTerminationReason.Administrator));

    private static SignOutStep StepOf(IEnumerable<SignOutStep> steps, string name) => steps.Single(step => step.Name == name);
}
