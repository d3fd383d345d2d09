import { HOUR, msBetween, type CloseCode, type ExceptionKind, type Instant } from '@whereabouts/model';
import type { CaseRequest, Pipeline } from '@whereabouts/pipeline';
import { casePage, type Directory, type Person, type Queryable } from '@whereabouts/store';

export interface Workday {
  readonly db: Queryable;
  readonly pipeline: Pick<Pipeline, 'commandCase'>;
  readonly merchantId: string;
  readonly people: readonly Person[];
}

const CODES: Readonly<Partial<Record<ExceptionKind, CloseCode>>> = {
  NO_FIRST_SCAN: 'WAREHOUSE_MISS',
  DAMAGE_REPORTED: 'DAMAGE',
  RETURN_TO_SENDER: 'ADDRESS_ISSUE',
};
const AT_ONCE = 200;
const PICKED_UP_AFTER = HOUR;
const CLOSED_AFTER = 14 * HOUR;

/** What a photo of the customer clears up. */
const PHOTO_HELPS: ReadonlySet<ExceptionKind> = new Set(['DAMAGE_REPORTED', 'WRONG_OR_MISSING_ITEM']);
const ASK_FOR_PHOTO: CaseRequest = {
  type: 'request-evidence',
  from: 'CUSTOMER',
  items: ['A photo of the box, all sides', 'A photo of the article'],
};

/** The people whom the demo lets work: those who own cases. */
export const workers = async (directory: Directory, merchantId: string): Promise<readonly Person[]> =>
  (await directory.people(merchantId)).filter(({ role }) => role === 'AGENT' || role === 'LEAD');

/**
 * What the demo's people do by `now`: they hand some cases to one another, which is a first action, and close a few.
 * Most are left to whoever tries the demo. Which ones follows from the case number.
 */
export async function workSomeCases({ db, pipeline, merchantId, people }: Workday, now: Instant): Promise<void> {
  const { rows } = await casePage(db, {
    merchantId,
    filter: { status: ['OPEN', 'IN_PROGRESS'] },
    order: 'URGENCY',
    page: { limit: AT_ONCE, backward: false, after: null, before: null },
    selection: {
      columns: ['id', 'number', 'kind', 'status', 'ownerId', 'openedAt', 'flagCount', 'dueAt'],
      owner: [],
      shipment: [],
    },
    now,
  });
  for (const { view: found } of rows) {
    const share = found.number % 10;
    const age = msBetween(found.openedAt, now);
    const commands: readonly CaseRequest[] =
      share === 0 && age >= CLOSED_AFTER
        ? finishing(CODES[found.kind] ?? 'CARRIER_DELAY')
        : share >= 3 && found.status === 'OPEN' && age >= PICKED_UP_AFTER
          ? [
              { type: 'assign', ownerId: somebodyElse(people, found.ownerId, found.number) },
              ...(PHOTO_HELPS.has(found.kind) ? [ASK_FOR_PHOTO] : []),
            ]
          : [];
    for (const command of commands)
      await pipeline.commandCase({ merchantId, actor: found.ownerId, role: 'AGENT', caseId: found.id, command });
  }
}

/** An answer for the customer, nothing from the carrier, and the close. What a case does not need it refuses. */
const finishing = (closeCode: CloseCode): readonly CaseRequest[] => [
  {
    type: 'resolve-customer',
    resolution: 'MESSAGE',
    note: 'We looked into it: your order is taken care of. Sorry for the trouble!',
  },
  { type: 'advance-recovery', to: 'NOT_APPLICABLE' },
  { type: 'close', closeCode },
];

function somebodyElse(people: readonly Person[], ownerId: string, number: number): string {
  const others = people.filter(({ id }) => id !== ownerId);
  return others[number % others.length]?.id ?? ownerId;
}
