import { hour } from '../../shipment/history.fixture';
import { DEFAULT_POLICY } from '../../policy/policy';
import type { Instant } from '../../time/instant';
import { caseOf } from '../case.fixture';
import { clockSteps } from '../clock-steps';
import { accept, agent, refuse } from './commands.fixture';

const opened = caseOf('NO_FIRST_SCAN', hour(0));

describe('a case that is put aside', () => {
  const aside = accept(opened, { type: 'snooze', until: hour(10) }, agent(hour(1))).case;

  it('waits until then, and nobody has acted on it', () => {
    expect(aside).toMatchObject({ status: 'WAITING', waitingOn: 'SNOOZED', snoozedUntil: hour(10) });
    expect(aside.sla.firstActionAt).toBeNull();
  });

  it('comes back at that time, not a moment earlier, and once', () => {
    const ends = (now: Instant, current = aside) =>
      clockSteps(current, DEFAULT_POLICY, now).filter(({ action }) => action === 'snooze-ended');
    expect(aside.sla.nextClockAt! <= hour(10)).toBe(true);
    expect(ends(hour(9.99))).toEqual([]);
    const [back] = ends(hour(10));
    expect(back!.case).toMatchObject({ status: 'OPEN', waitingOn: null, snoozedUntil: null });
    expect(ends(hour(11), back!.case)).toEqual([]);
  });

  it('comes back to work in progress when somebody acted before', () => {
    const worked = accept(opened, { type: 'note', text: 'Called.' }, agent(hour(1))).case;
    const again = accept(worked, { type: 'snooze', until: hour(3) }, agent(hour(2))).case;
    expect(clockSteps(again, DEFAULT_POLICY, hour(3))[0]!.case.status).toBe('IN_PROGRESS');
  });

  it.each([
    ['in the past', hour(1), 'still to come'],
    ['for ever', hour(24 * 91), 'at most 90 days'],
  ])('is refused %s', (_, until, words) => {
    expect(refuse(opened, { type: 'snooze', until }, agent(hour(1)))).toMatchObject({
      code: 'INVALID',
      field: ['until'],
      message: expect.stringContaining(words) as string,
    });
  });
});

describe('evidence', () => {
  it('that is asked for is kept with who asked, and the case waits for that party', () => {
    const { case: asked } = accept(
      opened,
      { type: 'request-evidence', from: 'WAREHOUSE', items: [' a photo ', 'a photo', ''] },
      agent(hour(1)),
    );
    expect(asked).toMatchObject({
      status: 'WAITING',
      waitingOn: 'WAREHOUSE',
      evidenceRequests: [{ from: 'WAREHOUSE', items: ['a photo'], by: 'usr-ana', at: hour(1) }],
      sla: { firstActionAt: hour(1) },
    });
    expect(accept(asked, { type: 'resume' }, agent(hour(2))).case).toMatchObject({
      status: 'IN_PROGRESS',
      waitingOn: null,
    });
  });

  it.each([[[' ']], [Array.from({ length: 21 }, (_, index) => `item ${index}`)], [['x'.repeat(201)]]])(
    'is refused for a list like %j',
    (items) => {
      const command = { type: 'request-evidence', from: 'CUSTOMER', items } as const;
      expect(refuse(opened, command, agent(hour(1)))).toMatchObject({ code: 'INVALID', field: ['items'] });
    },
  );
});

describe('waiting for somebody', () => {
  const waits = accept(opened, { type: 'wait', on: 'CARRIER', note: 'Asked for a trace.' }, agent(hour(1))).case;

  it('is no news while the case waits for them already', () => {
    expect(accept(waits, { type: 'wait', on: 'CARRIER' }, agent(hour(2)))).toMatchObject({ case: waits, changed: [] });
  });

  it('keeps what is written, though the case waits for them already', () => {
    const again = accept(waits, { type: 'wait', on: 'CARRIER', note: ' Asked again. ' }, agent(hour(2)));
    expect(again).toMatchObject({
      action: 'waiting',
      detail: { on: 'CARRIER', note: 'Asked again.' },
      case: { version: waits.version + 1, status: 'WAITING', waitingOn: 'CARRIER' },
    });
  });
});

describe('a note beside a step', () => {
  const long = 'x'.repeat(10_001);
  const closed = accept(opened, { type: 'close', closeCode: 'DAMAGE' }, agent(hour(1))).case;

  it.each([
    [opened, { type: 'wait', on: 'CARRIER', note: long }],
    [opened, { type: 'close', closeCode: 'DAMAGE', note: long }],
    [opened, { type: 'resolve-customer', resolution: 'NONE_NEEDED', note: long }],
    [opened, { type: 'advance-recovery', to: 'INVESTIGATING', note: long }],
    [closed, { type: 'reopen', note: long }],
  ] as const)('is refused when nobody can read it: %#', (current, command) => {
    expect(refuse(current, command, agent(hour(2)))).toMatchObject({ code: 'INVALID', field: ['note'] });
  });
});

describe('notes and tags', () => {
  it('a note is the first action; a tag is not', () => {
    const noted = accept(opened, { type: 'note', text: ' Called. ' }, agent(hour(1)));
    expect(noted).toMatchObject({ detail: { text: 'Called.' }, case: { status: 'IN_PROGRESS', version: 2 } });
    const tagged = accept(opened, { type: 'tag', add: [' storm ', 'storm'] }, agent(hour(1)));
    expect(tagged).toMatchObject({ detail: { added: ['storm'] }, case: { status: 'OPEN', tags: ['storm'] } });
  });

  it('the same tag again changes nothing', () => {
    const tagged = accept(opened, { type: 'tag', add: ['storm'] }, agent(hour(1))).case;
    expect(accept(tagged, { type: 'tag', add: ['storm'], remove: ['rain'] }, agent(hour(2))).changed).toEqual([]);
  });

  it.each([
    [{ type: 'note', text: '  ' }, 'text'],
    [{ type: 'note', text: 'x'.repeat(10_001) }, 'text'],
    [{ type: 'tag', add: [' '] }, 'add'],
    [{ type: 'tag', add: ['x'.repeat(41)] }, 'add'],
    [{ type: 'tag', add: Array.from({ length: 31 }, (_, index) => `tag ${index}`) }, 'add'],
  ] as const)('refuse %o', (command, field) => {
    expect(refuse(opened, command, agent(hour(1)))).toMatchObject({ code: 'INVALID', field: [field] });
  });
});
