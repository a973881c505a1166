using Microsoft.AspNetCore.Http.HttpResults;

namespace LocalOkta;

/// <summary>Errors that the user sees, because the app must not be called back.</summary>
internal static class ErrorPages
{
    public static IResult BadRequest(string error, string description) =>
        Page(StatusCodes.Status400BadRequest, error, description);

    public static IResult Page(int status, string error, string description) =>
        new RazorComponentResult<ErrorPage>(new { Status = status, Error = error, Description = description }) { StatusCode = status };
}
