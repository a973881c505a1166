namespace Okta.Logout;

/// <summary>What a revocation list that all nodes share has done with an entry: it has accepted it, and on how many copies of the list the entry is known to be.</summary>
public sealed class RevocationAcknowledgement
{
    private RevocationAcknowledgement(int replicas, int requiredReplicas)
    {
        Replicas = replicas;
        RequiredReplicas = requiredReplicas;
    }

    /// <summary>Gets the acknowledgement of a list that has accepted the entry and promises no more.</summary>
    public static RevocationAcknowledgement Accepted { get; } = new(0, 0);

    /// <summary>Gets how many replicas are known to have the entry.</summary>
    public int Replicas { get; }

    /// <summary>Gets how many replicas the app asks for.</summary>
    /// <value>If fewer have confirmed the entry, the receipt has a failed step, <see cref="SignOutStepNames.RevocationListReplicas"/>.</value>
    public int RequiredReplicas { get; }

    /// <summary>Makes the acknowledgement of a list that has accepted the entry and was asked for replicas.</summary>
    /// <param name="replicas">How many have confirmed the entry: zero if that is not known.</param>
    /// <param name="requiredReplicas">How many the app asks for.</param>
    /// <returns>The acknowledgement.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public static RevocationAcknowledgement Replicated(int replicas, int requiredReplicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        ArgumentOutOfRangeException.ThrowIfNegative(requiredReplicas);
        return new(replicas, requiredReplicas);
    }
}
