namespace Okta.Logout;

/// <summary>Times are within their documented ranges.</summary>
internal static class TimeRules
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(7);

    public static IEnumerable<OptionsFailure> Check(OktaLogoutOptions options) =>
    [
        .. Check(nameof(options.RemoteTimeout), options.RemoteTimeout, ShortestTimeout, LongestTimeout),
        .. Check(nameof(options.MetadataTimeout), options.MetadataTimeout, ShortestTimeout, LongestTimeout),
        .. Check(nameof(options.MetadataRefreshInterval), options.MetadataRefreshInterval, ShortestInterval, LongestInterval),
    ];

    private static IEnumerable<OptionsFailure> Check(string property, TimeSpan value, TimeSpan shortest, TimeSpan longest)
    {
        if (value < shortest || value > longest)
            yield return new("OL1018", $"{property} is {value}. Set it between {shortest} and {longest}.");
    }
}
