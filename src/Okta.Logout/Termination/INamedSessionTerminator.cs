namespace Okta.Logout;

/// <summary>A terminator that stands for another, whose name the receipt shows.</summary>
internal interface INamedSessionTerminator : ISessionTerminator
{
    string Name { get; }
}
