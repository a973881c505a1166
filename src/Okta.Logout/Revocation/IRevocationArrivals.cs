namespace Okta.Logout;

/// <summary>A list that knows when an entry arrives in the memory of this node, whoever caused it.</summary>
internal interface IRevocationArrivals
{
    /// <summary>Raised for the key of each entry once checks see it, on the thread that brought it: a handler has to be quick, and must not throw.</summary>
    event Action<SessionKey> Arrived;
}
