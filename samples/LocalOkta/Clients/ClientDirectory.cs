namespace LocalOkta;

/// <summary>All app integrations of the org.</summary>
public sealed class ClientDirectory(IReadOnlyList<ClientSettings> clients)
{
    public IReadOnlyList<ClientSettings> All { get; } = clients;

    public ClientSettings? Find(string? clientId) => All.FirstOrDefault(client => client.ClientId == clientId);
}
