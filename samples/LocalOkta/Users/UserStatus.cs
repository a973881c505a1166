namespace LocalOkta;

/// <summary>The statuses of a user that decide who may sign in, as Okta names them.</summary>
public enum UserStatus
{
    Active,
    Suspended,
    Deprovisioned,
}
