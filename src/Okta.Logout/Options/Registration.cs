namespace Okta.Logout;

/// <summary>The options of one registration, with the name that they have.</summary>
internal sealed record Registration(string Name, OktaLogoutOptions Options)
{
    /// <summary>Returns the registrations whose options can be used now.</summary>
    /// <param name="names">The names of all.</param>
    /// <param name="source">Returns the options.</param>
    /// <param name="onUnusable">Called for each of the others.</param>
    public static IReadOnlyList<Registration> Usable(IEnumerable<string> names, IRegistrationSource source, Action<string, Exception> onUnusable)
    {
        List<Registration> usable = [];
        foreach (var name in names)
        {
            try
            {
                usable.Add(new(name, source.Get(name)));
            }
            catch (Exception exception)
            {
                onUnusable(name, exception);
            }
        }

        return usable;
    }
}
