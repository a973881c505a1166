namespace Okta.Logout.Tests;

internal static class Receipts
{
    public static SignOutStep Step(this SignOutReceipt result, string name) => result.Steps.Single(step => step.Name == name);
}
