namespace LocalOkta;

/// <summary>Everybody in the org.</summary>
public static class DemoUsers
{
    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new("00u1lovelaceada01815", "Ada", "Lovelace", "ada.lovelace@example.com"),
        new("00u1turingalan001912", "Alan", "Turing", "alan.turing@example.com"),
    ];

    public static DemoUser? Find(string? id) => All.FirstOrDefault(user => user.Id == id);
}
