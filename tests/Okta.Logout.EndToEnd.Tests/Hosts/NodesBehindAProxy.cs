using System.Collections.Concurrent;
using LocalOkta;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Okta.Logout.AspNetCore.Tests;
using Okta.Logout.Tests;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace Okta.Logout.EndToEnd.Tests;

/// <summary>An app on some nodes behind one proxy, which sends each request to any of them, and their Okta. The nodes share the keys and follow one revocation log.</summary>
public sealed class NodesBehindAProxy : IAsyncDisposable
{
    private readonly WebApplication _okta;
    private readonly WebApplication _proxy;
    private readonly List<WebApplication> _nodes;
    private readonly ReservedPort _port;
    private readonly ConcurrentDictionary<HttpContext, bool> _sockets;
    private readonly Cut _cut;

    private NodesBehindAProxy(
        WebApplication okta, WebApplication proxy, List<WebApplication> nodes, ReservedPort port, ConcurrentDictionary<HttpContext, bool> sockets, Cut cut) =>
        (_okta, _proxy, _nodes, _port, _sockets, _cut) = (okta, proxy, nodes, port, sockets, cut);

    public string Origin => $"http://127.0.0.1:{_port.Number}";

    /// <summary>Cuts every WebSocket, and lets no new one through, until this is switched off.</summary>
    public bool IsCut
    {
        set
        {
            _cut.IsOn = value;
            if (!value)
                return;
            foreach (var socket in _sockets.Keys)
                socket.Abort();
        }
    }

    public static async Task<NodesBehindAProxy> StartAsync(int count, Action<IServiceCollection, string> services, Action<WebApplication, string> endpoints)
    {
        var port = ReservedPort.Take();
        var origin = $"http://127.0.0.1:{port.Number}";
        var okta = LocalOktaApplication.Create(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--Clients:0:ClientId={TestApp.ClientId}", $"--Clients:0:ClientSecret={TestApp.ClientSecret}",
            $"--Clients:0:RedirectUris:0={origin}/signin-oidc", $"--Clients:0:PostLogoutRedirectUris:0={origin}/signout/complete",
        ]);
        await okta.StartAsync();

        var (log, keys) = (new LogInMemory(), new EphemeralDataProtectionProvider());
        List<WebApplication> nodes = [];
        foreach (var name in Enumerable.Range(0, count).Select(i => $"node-{i}"))
        {
            var node = TestAppSetup.Create("http://127.0.0.1:0", okta.Urls.Single(), TestApp.ClientId, new(), new()
            {
                Services = it =>
                {
                    it.AddSingleton<IDataProtectionProvider>(keys);
                    it.AddOktaLogout().UseRevocationLog(_ => log.Connect());
                    services(it, name);
                },
                Endpoints = app => endpoints(app, name),
            });
            await node.StartAsync();
            nodes.Add(node);
        }

        var (sockets, cut) = (new ConcurrentDictionary<HttpContext, bool>(), new Cut());
        var proxy = await StartProxyAsync(origin, nodes, sockets, cut);
        return new(okta, proxy, nodes, port, sockets, cut);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _okta.DisposeAsync();
        _port.Dispose();
    }

    private static async Task<WebApplication> StartProxyAsync(string origin, List<WebApplication> nodes, ConcurrentDictionary<HttpContext, bool> sockets, Cut cut)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--urls={origin}", "--Logging:LogLevel:Default=Error"]);
        builder.Services.AddReverseProxy()
            .LoadFromMemory(
                [new RouteConfig { RouteId = "all", ClusterId = "nodes", Match = new() { Path = "{**path}" } }],
                [
                    new ClusterConfig
                    {
                        ClusterId = "nodes",
                        LoadBalancingPolicy = "Random",
                        Destinations = nodes.ToDictionary(node => node.Urls.Single(), node => new DestinationConfig { Address = node.Urls.Single() }),
                    },
                ])
            .AddTransforms(context => context.AddOriginalHost());
        var proxy = builder.Build();
        proxy.UseWebSockets();
        proxy.Use(async (context, next) =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                await next(context);
                return;
            }

            sockets[context] = true;
            if (cut.IsOn)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else
                await next(context);
            sockets.TryRemove(context, out _);
        });
        proxy.MapReverseProxy();
        await proxy.StartAsync();
        return proxy;
    }

    private sealed class Cut
    {
        private volatile bool _isOn;

        public bool IsOn
        {
            get => _isOn;
            set => _isOn = value;
        }
    }
}
