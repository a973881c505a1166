using Okta.Logout.Benchmarks;

if (args is ["fan-out"])
    await FanOut.RunAsync();
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
