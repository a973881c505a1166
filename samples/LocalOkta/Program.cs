using LocalOkta;

await LocalOktaApplication.Create(args).RunAsync();
