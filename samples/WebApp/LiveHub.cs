using Microsoft.AspNetCore.SignalR;

namespace WebApp;

/// <summary>A hub of SignalR. Its connections are closed when their session ends; nothing here has to know of that.</summary>
internal sealed class LiveHub : Hub
{
    public string Time() => LiveClock.Now;
}
