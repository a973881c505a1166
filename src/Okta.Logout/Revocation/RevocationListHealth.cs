namespace Okta.Logout;

/// <summary>Whether the revocation list worked when it was last used. The health check itself does not use the list.</summary>
internal sealed class RevocationListHealth
{
    private volatile string? _failure;

    /// <summary>What went wrong at the last use; null if nothing did.</summary>
    public string? Failure => _failure;

    public void Succeeded()
    {
        // Written only when it changes, because every request gets here.
        if (_failure is not null)
            _failure = null;
    }

    public void Failed(string failure) => _failure = failure;
}
