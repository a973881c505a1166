namespace Okta.Logout.Repository.Tests;

/// <summary>A use of one room's type by another room.</summary>
/// <param name="From">The room that uses the type.</param>
/// <param name="To">The room that declares it.</param>
/// <param name="Type">The type that is used.</param>
/// <param name="Internal">The internal type, or the internal member of a public type, that is used; null where what is used is public.</param>
/// <param name="Place">File and line of the use.</param>
internal sealed record Arrow(Room From, Room To, string Type, string? Internal, string Place)
{
    public override string ToString() => $"{Place}: {From} uses {Type} of {To}";
}
