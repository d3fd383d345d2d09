import { bytes, pullContext, sourceServer, type Routes } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

const NUMBER = '05300000000001';
const soap = (body: string, status = 200) =>
  bytes(
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`,
    'text/xml',
    status,
  );
const fault = (code: string, message: string) =>
  soap(
    `<soap:Fault><faultcode>soap:Server</faultcode><detail><f:fault xmlns:f="urn:f"><errorCode>${code}</errorCode><errorMessage>${message}</errorMessage></f:fault></detail></soap:Fault>`,
    500,
  );
const TOKEN = soap('<getAuthResponse><return><authToken>token&amp;1</authToken></return></getAuthResponse>');
const TRACKED = soap(
  '<getTrackingDataResponse><trackingresult><statusInfo><status>Delivered</status><statusHasBeenReached>true</statusHasBeenReached>' +
    '<location><content>Mechelen (BE)</content></location><date><content>3/10/2026 7:34:34 AM</content></date></statusInfo></trackingresult></getTrackingDataResponse>',
);
const LOGIN = 'POST /services/LoginService/V2_0/';
const TRACKING = 'POST /services/ParcelLifeCycleService/V2_0/';

async function asked(routes: Routes, numbers = [NUMBER]) {
  const server = await sourceServer(routes);
  const config = plugin.config.parse({ delisId: 'id', password: 'a<b', baseUrl: server.url });
  const outcomes = await plugin.pull?.fetch(numbers, pullContext(config));
  await server.close();
  return { outcomes: outcomes ?? [], requests: server.requests };
}

it('adds the number that the answer leaves out, with one login for all numbers', async () => {
  const { outcomes, requests } = await asked({ [LOGIN]: TOKEN, [TRACKING]: TRACKED }, [NUMBER, '05300000000002']);
  const milestones = outcomes.flatMap((one) =>
    one.ok
      ? plugin.normalize({ body: one.body, headers: {}, receivedAt: '2026-03-10T12:00:00.000Z' as never }).milestones
      : [],
  );
  expect(milestones.map(({ trackingNumber, code }) => [trackingNumber, code])).toEqual([
    [NUMBER, 'DELIVERED'],
    ['05300000000002', 'DELIVERED'],
  ]);
  expect(requests.map(({ path }) => path.split('/')[2])).toEqual([
    'LoginService',
    'ParcelLifeCycleService',
    'ParcelLifeCycleService',
  ]);
  expect(requests[0]?.body).toContain('<password>a&lt;b</password>');
  expect(requests[1]?.body).toContain('<authToken>token&amp;1</authToken>');
});

it('renews a token that ran out before its time', async () => {
  const routes = { [LOGIN]: TOKEN, [TRACKING]: [TRACKED, fault('LOGIN_5', 'The token has expired.'), TRACKED] };
  const { outcomes } = await asked(routes, [NUMBER, '05300000000002']);
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
});

it.each([
  ['DELICOM_ERR_AUTHENTICATION', 'Authentication failure', 'Unauthorized'],
  ['DELICOM_ERR_NO_DATA', 'No data found', 'NotFoundYet'],
  ['DELICOM_TECHNICAL', 'Try again', 'Upstream'],
])('tells the fault %s apart', async (code, message, kind) => {
  const { outcomes } = await asked({ [LOGIN]: TOKEN, [TRACKING]: fault(code, message) });
  expect(outcomes).toMatchObject([{ ok: false, error: { kind } }]);
});

it('says of an unknown parcel that it is not found yet, and of a page that it is no answer', async () => {
  const unknown = await asked({ [LOGIN]: TOKEN, [TRACKING]: soap('<getTrackingDataResponse/>') });
  expect(unknown.outcomes).toMatchObject([{ ok: false, error: { kind: 'NotFoundYet' } }]);
  const refused = await asked({ [LOGIN]: fault('LOGIN_1', 'Unknown account') });
  expect(refused.outcomes).toMatchObject([{ ok: false, error: { kind: 'Unauthorized' } }]);
});
