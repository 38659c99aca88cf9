import { expect, PHONE, test, theme } from './support';

const LIMIT_BYTES = 150 * 1000;

test('the log form is usable after one API round trip and 150 kB at most', async ({
  browser,
  server,
  signedIn,
}) => {
  const home = await signedIn('mediator');
  // A device that has never seen the application, without its service worker.
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: PHONE,
    serviceWorkers: 'block',
    storageState: await home.storageState(),
  });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`);
  });

  await page.goto('/saisir');
  await theme(page).check();
  await expect(theme(page)).toBeChecked();
  expect(calls).toEqual(['POST /api/sign-in/refresh']);
  await page.waitForLoadState('networkidle');
  console.log(`first load of the log form: ${(bytes / 1000).toFixed(1)} kB over the wire`);
  expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES);

  // The refresh token has turned: the shared context goes on with the new one.
  await home.addCookies(await context.cookies());
  await context.close();
});
