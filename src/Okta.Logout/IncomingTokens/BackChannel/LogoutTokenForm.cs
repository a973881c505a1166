using System.Text;

namespace Okta.Logout;

/// <summary>Reads the one <c>logout_token</c> from a form (Back-Channel Logout 1.0, section 2.5). The query and all other fields are ignored.</summary>
internal static class LogoutTokenForm
{
    private const string FieldName = "logout_token";
    private const string MediaType = "application/x-www-form-urlencoded";
    private const int MostFields = 64;
    private const int LongestName = 2048;
    private const int BadRequest = 400;
    private const int UnsupportedMediaType = 415;

    /// <summary>Returns the token, or the status to respond with.</summary>
    public static async Task<(string? Token, int Refusal)> ReadAsync(IncomingLogoutRequest request, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (!request.HasMediaType(MediaType))
            return (null, UnsupportedMediaType);
        var (body, refusal) = await IncomingBody.ReadAsync(request, timeProvider, cancellationToken).ConfigureAwait(false);
        return refusal is { } status ? (null, status) : (Find(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count)), BadRequest);
    }

    private static string? Find(string form)
    {
        string? token = null;
        var fields = 0;
        foreach (var field in form.Split('&'))
        {
            if (field.Length == 0)
                continue;
            var end = field.IndexOf('=') is var index and >= 0 ? index : field.Length;
            if (++fields > MostFields || end > LongestName)
                return null;
            if (Decode(field.Substring(0, end)) != FieldName)
                continue;
            if (token is not null)
                return null;
            token = end < field.Length ? Decode(field.Substring(end + 1)) : "";
        }

        return string.IsNullOrWhiteSpace(token) ? null : token;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
