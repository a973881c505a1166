namespace LocalOkta;

public sealed record DemoUser(string Id, string GivenName, string FamilyName, string Email)
{
    public string Name => $"{GivenName} {FamilyName}";

    public string Initials => $"{GivenName[0]}{FamilyName[0]}";
}
