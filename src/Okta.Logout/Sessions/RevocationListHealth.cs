namespace Okta.Logout;

/// <summary>Whether the revocation list worked when it was last needed: known without asking it for the sake of asking.</summary>
internal sealed class RevocationListHealth
{
    private volatile string? _failure;

    /// <summary>What went wrong when it was last needed; null when nothing did.</summary>
    public string? Failure => _failure;

    public void Succeeded()
    {
        // Read before written: this is in the path of every request.
        if (_failure is not null)
            _failure = null;
    }

    public void Failed(string failure) => _failure = failure;
}
