namespace Okta.Logout;

/// <summary>Checks that a time is within its documented range.</summary>
internal static class TimeRange
{
    /// <summary>Adds a failure if it is not.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="errorId">An id of docs/errors.md.</param>
    /// <param name="option">The options class and its property.</param>
    /// <param name="value">What is set.</param>
    /// <param name="least">The shortest time that is allowed.</param>
    /// <param name="most">The longest.</param>
    public static void Check(List<string> failures, string errorId, string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            failures.Add($"{errorId}: {option} is {value}. Set it between {least} and {most}.");
    }
}
