namespace LocalOkta;

/// <summary>A change of a user's status, by the name that it has in Okta's API.</summary>
public sealed record LifecycleChange(string Name, string Title, UserStatus To, params UserStatus[] From)
{
    public static IReadOnlyList<LifecycleChange> All { get; } =
    [
        new("suspend", "Suspend", UserStatus.Suspended, UserStatus.Active),
        new("unsuspend", "Unsuspend", UserStatus.Active, UserStatus.Suspended),
        new("deactivate", "Deactivate", UserStatus.Deprovisioned, UserStatus.Active, UserStatus.Suspended),
        new("activate", "Activate", UserStatus.Active, UserStatus.Deprovisioned),
    ];

    public static LifecycleChange? Find(string? name) => All.FirstOrDefault(change => change.Name == name);
}
