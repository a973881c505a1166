using System.Globalization;

namespace WebApp;

/// <summary>A length of time in the settings: a number of seconds, or a time span such as <c>00:30:00</c>.</summary>
internal static class Duration
{
    private static readonly decimal MostSeconds = (decimal)TimeSpan.MaxValue.TotalSeconds - 1;

    /// <summary>Returns null if there is no value, or none that can be read.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return Math.Abs(seconds) < MostSeconds ? TimeSpan.FromSeconds((double)seconds) : null;

        // No other form: in one of them, 25:00:00 is 25 days.
        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null;
    }
}
