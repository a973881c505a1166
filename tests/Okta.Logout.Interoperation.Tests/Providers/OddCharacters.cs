namespace Okta.Logout.Interoperation.Tests;

/// <summary>What client ids and session ids of the conformance suite end in. It draws at random; here, one run has every character.</summary>
internal static class OddCharacters
{
    private const string All = "&#+%\" !'()*,-./:;<=>?@[\\]^_`{|}~$";

    private static int _next = -5;

    public static string NextFive()
    {
        var start = Interlocked.Add(ref _next, 5);
        return string.Concat(Enumerable.Range(start, 5).Select(position => All[position % All.Length]));
    }
}
