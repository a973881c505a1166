using System.Data.Common;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Okta.Logout.EntityFrameworkCore;

/// <summary>Opens connections to the database of the app, by contexts of its own: no transaction, filter or interceptor of the app takes part in what runs on them.</summary>
/// <param name="scopes">What contexts are created in.</param>
/// <param name="createContext">Creates a context in a scope, and says whether it belongs to the caller.</param>
/// <param name="logger">Where to say that a table is missing.</param>
internal sealed partial class RevocationDatabase(
    IServiceScopeFactory scopes, Func<IServiceProvider, (DbContext Context, bool IsOwned)> createContext, ILogger<RevocationDatabase> logger) : IDisposable
{
    // A database that blocks has one writer at a time anyway: more would only block more threads.
    private readonly SemaphoreSlim _blocking = new(1);
    private volatile bool _isTableMissing;

    /// <summary>Runs statements on a connection. Who cancels waits no longer, also where the database goes on.</summary>
    public Task<T> RunAsync<T>(Func<RevocationSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var running = OpenAndRunAsync(work, cancellationToken);
        _ = running.ContinueWith(
            static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running.WaitAsync(cancellationToken);
    }

    public Task<int> ExecuteAsync(Func<RevocationSession, DbCommand> create, CancellationToken cancellationToken) =>
        RunAsync((session, token) => RevocationSession.ExecuteAsync(create(session), token), cancellationToken);

    public void Dispose() => _blocking.Dispose();

    private async Task<T> OpenAndRunAsync<T>(Func<RevocationSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var outsideOfTransactions = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        await using var scope = scopes.CreateAsyncScope();
        var (context, isOwned) = createContext(scope.ServiceProvider);
        try
        {
            var dialect = DatabaseDialect.Of(context.Database.ProviderName) ?? throw RevocationMisconfiguration.UnknownProvider(context);
            var tables = RevocationTables.Of(context) ?? throw RevocationMisconfiguration.NoTables(context);
            if (!dialect.BlocksThreads)
                return await RunAsync(context, dialect, tables, work, cancellationToken);
            return await RunBlockingAsync(() => RunAsync(context, dialect, tables, work, cancellationToken), cancellationToken);
        }
        finally
        {
            if (isOwned)
                await context.DisposeAsync();
        }
    }

    private async Task<T> RunBlockingAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _blocking.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _blocking.Release();
        }
    }

    private async Task<T> RunAsync<T>(
        DbContext context, DatabaseDialect dialect, RevocationTables tables, Func<RevocationSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        // By the context, because the app may bring its credentials when a connection opens.
        await context.Database.OpenConnectionAsync(cancellationToken);
        var session = new RevocationSession(context.Database.GetDbConnection(), dialect, tables);
        try
        {
            var result = await work(session, cancellationToken);
            _isTableMissing = false;
            return result;
        }
        catch (DbException exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (await FindMissingTableAsync(session, cancellationToken) is not { } table)
                throw;
            if (!_isTableMissing)
                Log.NoTable(logger, table);
            _isTableMissing = true;
            throw RevocationMisconfiguration.NoTable(table, exception);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static async Task<string?> FindMissingTableAsync(RevocationSession session, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var table in new[] { session.Tables.Revocations, session.Tables.Tokens, session.Tables.Sessions })
            {
                if (await RevocationSession.ScalarAsync(session.Command(session.Dialect.TableExists, ("@name", table)), cancellationToken) is 0 or 0L)
                    return table;
            }
        }
        catch (Exception)
        {
            // The first failure says more.
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(9301, LogLevel.Error, "OL9303: The database has no table {Table}. Create a migration and apply it (dotnet ef migrations add OktaLogout, dotnet ef database update), or run the script of docs/stores.md.")]
        public static partial void NoTable(ILogger logger, string table);
    }
}
