// oidc-provider with the clients of the environment variable CLIENTS (JSON). Each browser has a user of its own, who agrees to everything at once.
// It prints its issuer, and what happens.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const configuration = {
  clients: JSON.parse(process.env.CLIENTS),
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    revocation: { enabled: true },
  },
  // By default, its end-session endpoint takes no POST.
  enableHttpPostMethods: true,
  cookies: { long: { httpOnly: true, sameSite: 'none' } },
  // It brings a dispatcher that refuses loopback addresses, and a signal after 2.5 seconds, which are short on a busy machine.
  fetch: (url, { dispatcher, signal, ...options }) => fetch(url, options),
  findAccount: (ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  issueRefreshToken: () => true,
  async loadExistingGrant(ctx) {
    const { client, session, provider } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile email offline_access');
    await grant.save();
    return grant;
  },
};

// Does not outlive the tests, however they end.
process.stdin.resume().on('end', () => process.exit());

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  provider.on('backchannel.success', (ctx, client, accountId) => console.log(`backchannel.success ${client.clientId} ${accountId}`));
  provider.on('backchannel.error', (ctx, error, client) => console.log(`backchannel.error ${client.clientId} ${error.message}`));
  provider.on('end_session.success', (ctx) => console.log(`end_session.success ${ctx.oidc.client.clientId} ${ctx.oidc.session.accountId}`));
  provider.on('server_error', (ctx, error) => console.log(`server_error ${error.stack}`));
  provider.use(async (ctx, next) => {
    await next();
    const { route, entities } = ctx.oidc ?? {};
    const token = entities?.RefreshToken ?? entities?.AccessToken;
    if (route === 'revocation' && ctx.status === 200 && token)
      console.log(`token.revoked ${entities.Client.clientId} ${token.accountId}`);
  });

  const answer = provider.callback();
  server.on('request', (request, response) => (request.url.startsWith('/interaction/')
    ? provider.interactionFinished(request, response, { login: { accountId: randomUUID() } })
    : answer(request, response)));
  console.log(`issuer ${issuer}`);
});
