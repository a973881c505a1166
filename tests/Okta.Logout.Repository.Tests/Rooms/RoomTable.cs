namespace Okta.Logout.Repository.Tests;

/// <summary>Which room may use which: the tables of docs/architecture.md, which a test compares with these.</summary>
internal static class RoomTable
{
    public const string CorePackage = "Okta.Logout";
    public const string WebPackage = "Okta.Logout.AspNetCore";
    public const string JwtBearerPackage = "Okta.Logout.JwtBearer";
    public const string RedisPackage = "Okta.Logout.Redis";
    public const string EntityFrameworkPackage = "Okta.Logout.EntityFrameworkCore";
    public const string TestingPackage = "Okta.Logout.Testing";

    /// <summary>What a row says of a room that may use all others.</summary>
    public const string EveryRoom = "every room";

    public const string Core = """
        | room of the core | uses |
        |---|---|
        | root | every room |
        | IncomingTokens/UniversalLogout | IncomingTokens/Issuers, IncomingTokens/Subjects, IncomingTokens/Shared, IncomingTokens/SigningKeys, Termination, Sessions, Options, Jose, Threading, Diagnostics |
        | IncomingTokens/SharedSignals | IncomingTokens/Issuers, IncomingTokens/Subjects, IncomingTokens/Shared, Termination, Sessions, Options, Jose, Diagnostics |
        | IncomingTokens/BackChannel | IncomingTokens/Issuers, IncomingTokens/Shared, IncomingTokens/SigningKeys, Termination, Sessions, Options, Jose, Diagnostics |
        | IncomingTokens/Issuers | IncomingTokens/Subjects, IncomingTokens/Shared, IncomingTokens/SigningKeys, Discovery, Options, Threading, Diagnostics |
        | IncomingTokens/Subjects | Sessions, Options, Jose |
        | IncomingTokens/Shared | IncomingTokens/SigningKeys, SignOut, Termination, Sessions, Jose, Threading, Diagnostics, Polyfills |
        | IncomingTokens/SigningKeys | Discovery, Options, Jose, Http, Threading, Diagnostics |
        | Native | SignOut, Termination, EndSession, Options, Http, Threading, Diagnostics |
        | Management | SignOut, Termination, Sessions, Options, Jose, Http, Threading, Diagnostics |
        | SignOut | TokenRevocation, Termination, Sessions, EndSession, Discovery, Options, Jose, Threading, Diagnostics |
        | TokenIntrospection | TokenRevocation, ClientAuthentication, Discovery, Options, Jose, Http, Threading |
        | TokenRefresh | ClientAuthentication, Discovery, Options, Jose, Http, Threading |
        | TokenRevocation | ClientAuthentication, Discovery, Options, Http, Threading, Diagnostics |
        | ClientAuthentication | Options, Http |
        | LiveSessions | Revocation, Sessions, Options, Threading, Diagnostics |
        | RevocationLog | Revocation, Sessions, Options, Threading, Diagnostics, Polyfills |
        | Termination | Revocation, Sessions, Options, Threading, Diagnostics |
        | Revocation | Sessions, Options, Threading, Diagnostics, Polyfills |
        | Sessions | Jose |
        | EndSession | Options, Jose |
        | Discovery | Options, Jose, Http, Threading, Diagnostics |
        | Options | Diagnostics |
        | Jose | - |
        | Http | - |
        | Threading | - |
        | Diagnostics | Polyfills |
        | Polyfills | - |
        """;

    public const string Web = """
        | room of the web package | uses | and of the core |
        |---|---|---|
        | root | every room | every room |
        | Startup | Stores, Channels/UniversalLogout, Channels/Shared, SignOut, Cookies, State, Schemes, Addresses, Http, Options | IncomingTokens/Shared, SignOut, TokenRevocation, Revocation, EndSession, Discovery, Options, Threading, Diagnostics |
        | Health | Schemes | RevocationLog, Revocation, Discovery, Threading |
        | Stores | Revocation | IncomingTokens/Shared, RevocationLog, Revocation, Sessions, Threading, Diagnostics |
        | Connections | AccessTokens, Cookies, State, Schemes | LiveSessions, Sessions, Threading, Diagnostics |
        | Revalidation | Startup, Cookies, Revocation, Schemes, Addresses | IncomingTokens/Shared, TokenIntrospection, TokenRefresh, TokenRevocation, Termination, Sessions, Options, Threading, Diagnostics |
        | UserSessions | Cookies, Revocation, Issuers, Schemes | SignOut, Termination, Revocation, Sessions, Options, Threading, Diagnostics |
        | Channels/UniversalLogout | Channels/Shared, Addresses | IncomingTokens/UniversalLogout |
        | Channels/SharedSignals | Channels/Shared, Addresses | IncomingTokens/SharedSignals |
        | Channels/BackChannel | Channels/Shared, Addresses | IncomingTokens/BackChannel |
        | Channels/FrontChannel | Cookies, Revocation, Issuers, Addresses, Http, Options | SignOut, Termination, Sessions, Diagnostics |
        | Channels/Shared | Addresses, Http | IncomingTokens/Shared |
        | OpenPages | Endpoints, Connections, Cookies, State, Addresses, Http | Sessions, Diagnostics |
        | Endpoints | Pages, SignOut, State, Addresses, Http, Options | SignOut, EndSession, Diagnostics |
        | Pages | Schemes | EndSession, Options |
        | SignOut | Cookies, State, Revocation, Issuers, Schemes, Addresses, Http, Options | SignOut, Termination, Revocation, Sessions, EndSession, Options, Diagnostics |
        | Cookies | State, Revocation, Schemes, Addresses, Http, Options | TokenRevocation, Termination, LiveSessions, Sessions, Options, Jose, Threading, Diagnostics |
        | State | Addresses, Options | EndSession, Diagnostics |
        | AccessTokens | Revocation, Options | Sessions |
        | Revocation | Options | Revocation, Sessions, Options, Threading, Diagnostics |
        | Issuers | Schemes | Options |
        | Schemes | Options | Options, Jose, Diagnostics |
        | Addresses | Options | - |
        | Http | - | - |
        | Options | - | SignOut, Sessions, EndSession |
        """;

    public const string JwtBearer = """
        | room of the JwtBearer package | uses |
        |---|---|
        | root | every room |
        """;

    public const string Redis = """
        | room of the Redis package | uses |
        |---|---|
        | root | every room |
        """;

    public const string EntityFramework = """
        | room of the Entity Framework package | uses |
        |---|---|
        | root | every room |
        """;

    public const string Testing = """
        | room of the testing package | uses |
        |---|---|
        | root | every room |
        """;

    /// <summary>Gets each row's arrow; a room that may use all has none.</summary>
    public static IReadOnlyList<(Room From, Room To)> Arrows { get; } = [.. ArrowsOf(CorePackage, Core), .. ArrowsOf(WebPackage, Web)];

    /// <summary>Gets the rooms that may use all others.</summary>
    public static IReadOnlyList<Room> Roots { get; } =
    [
        .. RootsOf(CorePackage, Core), .. RootsOf(WebPackage, Web), .. RootsOf(JwtBearerPackage, JwtBearer), .. RootsOf(RedisPackage, Redis), .. RootsOf(EntityFrameworkPackage, EntityFramework), .. RootsOf(TestingPackage, Testing),
    ];

    /// <summary>Gets all rooms.</summary>
    public static IReadOnlyList<Room> Rooms { get; } =
    [
        .. RoomsOf(CorePackage, Core), .. RoomsOf(WebPackage, Web), .. RoomsOf(JwtBearerPackage, JwtBearer), .. RoomsOf(RedisPackage, Redis), .. RoomsOf(EntityFrameworkPackage, EntityFramework), .. RoomsOf(TestingPackage, Testing),
    ];

    private static IEnumerable<(Room From, Room To)> ArrowsOf(string package, string table) =>
        from row in MarkdownTable.Rows(table)
        from cell in row.Skip(1).Select((text, index) => (Text: text, Package: index == 0 ? package : CorePackage))
        where cell.Text != EveryRoom
        from name in MarkdownTable.Items(cell.Text)
        select (new Room(package, row[0]), new Room(cell.Package, name));

    private static IEnumerable<Room> RootsOf(string package, string table) =>
        MarkdownTable.Rows(table).Where(row => row.Contains(EveryRoom)).Select(row => new Room(package, row[0]));

    private static IEnumerable<Room> RoomsOf(string package, string table) => MarkdownTable.Rows(table).Select(row => new Room(package, row[0]));
}
