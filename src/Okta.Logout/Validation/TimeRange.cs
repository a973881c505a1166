namespace Okta.Logout;

/// <summary>A time stays between the bounds that its documentation names.</summary>
internal static class TimeRange
{
    /// <summary>Adds a failure where it does not.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="errorId">An id of docs/errors.md.</param>
    /// <param name="option">The options class and its property.</param>
    /// <param name="value">What is set.</param>
    /// <param name="least">The shortest time that is allowed.</param>
    /// <param name="most">The longest.</param>
    public static void Check(List<string> failures, string errorId, string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            failures.Add($"{errorId}: {option} is {value}; it has to be between {least} and {most}.");
    }
}
