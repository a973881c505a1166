using Okta.Logout;

namespace Snippets;

internal sealed record Cart(SessionDescriptor Session);
