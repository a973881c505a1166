using CsCheck;

namespace Okta.Logout.AspNetCore.Tests;

/// <summary>One step of a sequence: which browser, which node, and a number that selects one of the choices at that moment.</summary>
internal sealed record SessionModelOperation(SessionModelStep Step, int Browser, int Node, int Choice)
{
    public const int Browsers = 3;
    public const int Nodes = 2;
    public const int Choices = 14;

    /// <summary>Sequences of operations. Sign-ins, renewals and sign-outs are more frequent than the rest.</summary>
    public static Gen<SessionModelOperation[]> Sequences { get; } =
        Gen.Select(Steps(), Gen.Int[0, Browsers - 1], Gen.Int[0, Nodes - 1], Gen.Int[0, Choices - 1], (step, browser, node, choice) =>
            new SessionModelOperation(step, browser, node, choice)).Array[2, 12];

    public override string ToString() => $"{Step}({nameof(Browser)} {Browser}, {nameof(Node)} {Node}, {Choice})";

    private static Gen<SessionModelStep> Steps() => Gen.Frequency(
        (4, Gen.Const(SessionModelStep.SignIn)),
        (2, Gen.Const(SessionModelStep.ExternalSignIn)),
        (1, Gen.Const(SessionModelStep.OwnSignIn)),
        (2, Gen.Const(SessionModelStep.StepUp)),
        (4, Gen.Const(SessionModelStep.Renew)),
        (4, Gen.Const(SessionModelStep.RenewCopy)),
        (1, Gen.Const(SessionModelStep.BreakReads)),
        (1, Gen.Const(SessionModelStep.BreakWrites)),
        (1, Gen.Const(SessionModelStep.Repair)),
        (2, Gen.Const(SessionModelStep.Wait)),
        (4, Gen.Const(SessionModelStep.SignOut)),
        (1, Gen.Const(SessionModelStep.FrontChannel)),
        (1, Gen.Const(SessionModelStep.BackChannel)),
        (1, Gen.Const(SessionModelStep.AdministratorEndsUser)),
        (1, Gen.Const(SessionModelStep.EndOthers)));
}
