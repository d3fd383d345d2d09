import { isPullError, type Action, type Actions, type HostContext } from '@whereabouts/plugin-sdk';
import { asTested, DATA_FAILURES, whileFailing, wrongError, type Failure } from '../asking';
import { ifIt, type Check, type Findings } from '../check';
import { failingData, played, type Play } from '../play';
import { json, type Routes } from '../source-server';
import type { Subject } from '../subject';

/** What each action is asked to do. Ids are such as sources give. */
const ASKED: { readonly [Name in Action]: Parameters<NonNullable<Actions<unknown>[Name]>>[0] } = {
  addTicketNote: { ticketId: '4711', text: 'Parcel 7731 is late.' },
  replyToTicket: { ticketId: '4711', text: 'Your parcel is late.', key: 'msg_7731', isRepeat: false },
  setTicketStatus: { ticketId: '4711', status: 'PENDING' },
  tagTicket: { ticketId: '4711', add: ['late-parcel'], remove: ['new'] },
  addOrderNote: { orderExternalId: '4712', text: 'Parcel 7731 is late.' },
  tagOrder: { orderExternalId: '4712', add: ['late-parcel'], remove: ['new'] },
  holdParcel: { trackingNumber: 'T7731', reason: 'The customer asked for it.' },
  redirectParcel: {
    trackingNumber: 'T7731',
    to: {
      name: 'Ada Example',
      lines: ['1 Sample Street'],
      city: 'Springfield',
      region: 'IL',
      postalCode: '62701',
      country: 'US',
    },
  },
  fileClaim: {
    trackingNumber: 'T7731',
    type: 'LOSS',
    amount: '12.50',
    currency: 'USD',
    description: 'Not seen for ten days.',
    contact: { name: 'Ada Example', email: 'ada@shop.example' },
  },
  claimStatus: { reference: '4713' },
  send: { to: 'ada@shop.example', subject: 'Your parcel', text: 'It is late.' },
};
const ACTIONS = Object.keys(ASKED) as readonly Action[];

/** Status by which a source says no to what was asked. */
const SAYS_NO: Failure = {
  name: '422',
  answers: (routes) => failingData(routes, () => json({ error: 'not possible' }, 422)),
  kinds: [],
};

interface Outcome {
  readonly ok: boolean;
  readonly error?: { readonly kind: string; readonly message: string };
}

const routesOf = ({ test }: Subject): Routes => test.act?.routes ?? test.pull?.routes ?? {};

/** Bound late: the host knows an action by its name only. */
const doing = (subject: Subject, action: Action) => (play: Play) => {
  const act = (subject.plugin.act ?? {}) as Readonly<
    Record<string, (asked: unknown, context: HostContext<unknown>) => Promise<Outcome>>
  >;
  return act[action]?.(ASKED[action], play.context) ?? Promise.resolve(null);
};

export const ACT_CHECKS: readonly Check[] = [
  {
    id: 'act.does',
    level: 'MUST',
    says: 'do what it declares, at its source and no other host',
    appliesTo: ifIt(...ACTIONS),
    async run(subject, findings) {
      if (subject.test.act === undefined)
        return findings.problem('its test does not say how the source answers what is done');
      await eachAction(subject, findings, async (action) => {
        const call = await played(subject, asTested(routesOf(subject)), doing(subject, action));
        for (const host of call.strays) findings.problem(`${action} asks ${host}`);
        if (!call.value?.ok)
          findings.problem(`${action} gives ${JSON.stringify(call.value?.error ?? String(call.thrown))}`);
      });
    },
  },
  {
    id: 'act.failures',
    level: 'MUST',
    says: 'give a typed error, and throw nothing, when its source fails or refuses what is to be done',
    appliesTo: ifIt(...ACTIONS),
    async run(subject, findings) {
      const { refused, limited, down, page, silent } = DATA_FAILURES;
      await eachAction(subject, findings, async (action) => {
        for (const failure of [...refused, ...limited, ...down, ...page, ...silent, SAYS_NO]) {
          const call = await whileFailing(subject, routesOf(subject), failure, doing(subject, action));
          const wrong = wrongOutcome(failure, call.value, call.thrown, call.requests.length > 0);
          if (wrong !== null) findings.problem(`${action}: ${wrong}`);
        }
      });
    },
  },
  {
    id: 'act.secrets',
    level: 'MUST',
    says: 'let no secret into an error or a log when it acts',
    appliesTo: ifIt(...ACTIONS),
    async run(subject, findings) {
      await eachAction(subject, findings, async (action) => {
        for (const failure of [...DATA_FAILURES.refused, ...DATA_FAILURES.down, ...DATA_FAILURES.page, SAYS_NO]) {
          const { leaks } = await whileFailing(subject, routesOf(subject), failure, doing(subject, action));
          for (const leak of leaks)
            findings.problem(`${action}, ${failure.name}: a secret is in ${leak.slice(0, 160)}`);
        }
      });
    },
  },
];

async function eachAction({ capabilities }: Subject, findings: Findings, look: (action: Action) => Promise<void>) {
  for (const action of ACTIONS)
    if (capabilities.has(action)) {
      findings.tried();
      await look(action);
    }
}

function wrongOutcome(failure: Failure, value: Outcome | null, thrown: unknown, wasAsked: boolean): string | null {
  if (value === null) return isPullError(thrown) ? null : `${failure.name} makes it throw ${String(thrown)}`;
  // What cannot be asked for, such as an id in another form, may be refused at home.
  const isRefused = value.error?.kind === 'Refused' && value.error.message !== '';
  if (!value.ok && isRefused && (!wasAsked || failure === SAYS_NO)) return null;
  if (value.ok) return `${failure.name} passes for done`;
  return failure === SAYS_NO
    ? `${failure.name} gives ${value.error?.kind}, not Refused`
    : wrongError(failure, value.error);
}
