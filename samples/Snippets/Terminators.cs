using Okta.Logout.AspNetCore;

namespace Snippets;

internal static class Terminators
{
    public static void Add(WebApplicationBuilder builder)
    {
        #region add-terminator
        builder.Services.AddOktaLogout().AddSessionTerminator<CartTerminator>();
        #endregion
    }

    public static void MapCart(WebApplication app, ICarts carts)
    {
        #region session-of-a-cart
        app.MapPost("/cart", async (HttpContext context) =>
        {
            if (await context.GetOktaSessionAsync() is not { } session)
                return Results.Unauthorized();
            carts.Add(new Cart(session));
            return Results.NoContent();
        });
        #endregion
    }
}
