using System.Data.Common;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>An open connection, and what is needed to write statements for it. Each statement is a transaction of its own.</summary>
internal sealed class RevocationSession(DbConnection connection, DatabaseDialect dialect, RevocationTables tables)
{
    // Less than the library waits for a call, so that a statement that hangs fails by itself.
    private const int TimeoutSeconds = 5;

    public DbConnection Connection => connection;

    public DatabaseDialect Dialect => dialect;

    public RevocationTables Tables => tables;

    /// <summary>Creates a statement. All that comes from outside is a parameter.</summary>
    public DbCommand Command(string sql, params IEnumerable<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = TimeoutSeconds;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task<int> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<object?> ScalarAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            return await command.ExecuteScalarAsync(cancellationToken);
    }
}
