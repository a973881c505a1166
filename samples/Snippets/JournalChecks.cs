using Okta.Logout.Testing;

namespace Snippets;

internal static class JournalChecks
{
    #region own-log-checks
    public static async Task TheJournalPassesAsync(Func<IJournal> createEmptyJournal)
    {
        foreach (var check in RevocationLogChecks.All)
        {
            var journal = createEmptyJournal();
            await check.RunAsync(() => new JournalRevocationLog(journal));
        }
    }
    #endregion
}
