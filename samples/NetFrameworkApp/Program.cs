using System;
using System.Threading.Tasks;

namespace NetFrameworkApp
{
    internal static class Program
    {
        private const string Usage =
            "NetFrameworkApp <issuer> <client id> discover | logout-url | revoke | logout-token\n" +
            "logout-url reads an ID token, revoke a refresh token and logout-token a logout token from the standard input.\n" +
            "A client with a secret has it in the environment variable OKTA_CLIENT_SECRET.";

        public static async Task<int> Main(string[] args)
        {
            if (args.Length != 3)
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }

            using (var commands = new Commands(args[0], args[1], Environment.GetEnvironmentVariable("OKTA_CLIENT_SECRET")))
            {
                switch (args[2])
                {
                    case "discover":
                        return await commands.DiscoverAsync();
                    case "logout-url":
                        return await commands.BuildLogoutUrlAsync(Console.In.ReadLine());
                    case "revoke":
                        return await commands.RevokeAsync(Console.In.ReadLine());
                    case "logout-token":
                        return await commands.AcceptLogoutTokenAsync(Console.In.ReadLine());
                    default:
                        Console.Error.WriteLine(Usage);
                        return 2;
                }
            }
        }
    }
}
