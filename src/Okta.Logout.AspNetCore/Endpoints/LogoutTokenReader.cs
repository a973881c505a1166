using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Okta.Logout.AspNetCore;

/// <summary>Takes the one <c>logout_token</c> out of a form (Back-Channel Logout 1.0, section 2.5). The query and all other fields are ignored.</summary>
internal sealed class LogoutTokenReader(TimeProvider timeProvider)
{
    private const string FieldName = "logout_token";
    private const string MediaType = "application/x-www-form-urlencoded";
    private const int MostFields = 64;

    /// <summary>Returns the token, or the status to answer with.</summary>
    public async Task<(string? Token, int Refusal)> ReadAsync(HttpContext context)
    {
        if (!IncomingRequest.HasMediaType(context, MediaType))
            return (null, StatusCodes.Status415UnsupportedMediaType);

        // Middleware of the app may have read the form already.
        if (context.Features.Get<IFormFeature>()?.Form is { } form)
            return (form[FieldName] is [{ Length: > 0 } only] ? only : null, StatusCodes.Status400BadRequest);
        var (body, refusal) = await RequestBody.ReadAsync(context, timeProvider);
        return refusal is { } status ? (null, status) : (Find(Encoding.UTF8.GetString(body.Span)), StatusCodes.Status400BadRequest);
    }

    private static string? Find(string form)
    {
        try
        {
            using var reader = new FormReader(form) { ValueLengthLimit = RequestBody.LargestBody };
            return FindOnly(reader);
        }
        catch (InvalidDataException)
        {
            // A name that is too long.
            return null;
        }
    }

    private static string? FindOnly(FormReader reader)
    {
        string? token = null;
        for (var fields = 0; reader.ReadNextPair() is { } field; fields++)
        {
            if (fields == MostFields || (field.Key == FieldName && token is not null))
                return null;
            if (field.Key == FieldName)
                token = field.Value;
        }

        return string.IsNullOrWhiteSpace(token) ? null : token;
    }
}
