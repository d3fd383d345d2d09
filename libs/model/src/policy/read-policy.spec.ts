import { DEFAULT_SETTINGS, policyOfVersion } from './compiled';
import { DEFAULT_POLICY } from './policy';
import { policyComplaints } from './policy-checks';
import { policySchema } from './policy-schema';
import { readPolicy, type HolidaysOf } from './read-policy';

const NEW_YEAR = { date: '2027-01-01', name: 'New Year', country: 'DE' };
const holidaysOf: HolidaysOf = (country, region) =>
  country === 'DE'
    ? [NEW_YEAR, ...(region === 'BY' ? [{ date: '2026-01-06', name: 'Epiphany', country: 'DE-BY' }] : [])]
    : { why: `No holidays are known of ${country}.` };

const read = (text: string) => readPolicy(text, holidaysOf);
const problems = (text: string): string[] => {
  const reading = read(text);
  if (reading.ok) throw new Error('nothing is wrong with it');
  return reading.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
};
const policy = (text: string) => {
  const reading = read(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
};

it('lets the default policy pass its own checks', () => {
  expect(policySchema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  expect(policyComplaints(DEFAULT_SETTINGS)).toEqual([]);
});

it('gives a version that was applied before a section existed the defaults of it', () => {
  const { messages: _, ...older } = DEFAULT_SETTINGS;
  const applied = { settings: older as typeof DEFAULT_SETTINGS, surges: {} };
  expect(policyOfVersion(0, applied, [])).toEqual(DEFAULT_POLICY);
});

describe('a policy document', () => {
  it.each([
    ['nothing', ''],
    ['a comment', '# all as it comes'],
    ['an empty object', '{}'],
  ])('of %s is the default policy', (_name, text) => {
    expect(policy(text)).toEqual({ settings: DEFAULT_SETTINGS, surges: {} });
    expect(policyOfVersion(0, policy(text), [])).toEqual(DEFAULT_POLICY);
  });

  it('keeps the default of all that it leaves out', () => {
    const { settings } = policy(
      'stall: { domesticHours: 36 }\nsla: { kinds: { DAMAGE_REPORTED: { firstActionHours: 1 } } }',
    );
    expect(settings.stall).toEqual({ ...DEFAULT_SETTINGS.stall, domesticHours: 36 });
    expect(settings.sla.kinds.DAMAGE_REPORTED).toEqual({
      firstActionHours: 1,
      resolutionHours: 72,
      nextUpdateHours: null,
    });
    expect(settings.sla.kinds.NO_FIRST_SCAN).toBe(DEFAULT_SETTINGS.sla.kinds.NO_FIRST_SCAN);
  });

  it('may be JSON', () => {
    expect(policy('{"off": ["INVENTORY_SHORT"], "highValue": {"EUR": 500}}').settings).toMatchObject({
      off: ['INVENTORY_SHORT'],
      highValue: { EUR: '500' },
    });
  });

  it('names public holidays by country and region, and holds days', () => {
    const text = `
calendars:
  business: { zone: Europe/Berlin, week: { 1: [{ from: "09:00", to: "17:00" }] }, holidays: { country: DE, region: BY } }
  other:
    zone: Europe/Berlin
    week: {}
    holidays: [{ country: DE }, { date: 2027-01-01, name: Ours }, { date: 2026-12-24, name: Eve }]`;
    const { calendars } = policy(text).settings;
    expect(calendars['business']!.holidays.map(({ date }) => date)).toEqual(['2026-01-06', '2027-01-01']);
    expect(calendars['other']!.holidays).toEqual([{ date: '2026-12-24', name: 'Eve', country: '' }, NEW_YEAR]);
    expect(calendars['business']!.week).toEqual({ 1: [{ from: '09:00', to: '17:00' }] });
  });

  it('holds surge sets, which change parts of it while they are on', () => {
    const compiled = policy(`
stall: { domesticHours: 36 }
calendars: { business: { zone: UTC, week: { 1: [{ from: "09:00", to: "17:00" }] } } }
surges:
  peak:
    stall: { domesticHours: 72 }
    calendars: { business: { week: { 6: [{ from: "09:00", to: "12:00" }] } } }
  strike: { stall: { domesticHours: 120 } }`);
    expect(policyOfVersion(3, compiled, [])).toMatchObject({ version: 3, surges: [], stall: { domesticHours: 36 } });
    const peak = policyOfVersion(3, compiled, ['peak', 'gone']);
    expect(peak).toMatchObject({ version: 3, surges: ['peak'], stall: { domesticHours: 72, internationalHours: 96 } });
    expect(Object.keys(peak.calendars['business']!.week)).toEqual(['1', '6']);
    expect(policyOfVersion(3, compiled, ['strike', 'peak'])).toMatchObject({
      surges: ['peak', 'strike'],
      stall: { domesticHours: 120 },
    });
  });
});

it('gives a version that was applied before there was a setting the default of that', () => {
  const {
    noParcel: _new,
    promise: { usual: _too, ...promise },
    ...settings
  } = DEFAULT_SETTINGS;
  const old = { settings: { ...settings, promise, off: ['ADDRESS_PROBLEM'] }, surges: {} };
  expect(policyOfVersion(3, old as unknown as Parameters<typeof policyOfVersion>[1], [])).toEqual({
    ...DEFAULT_POLICY,
    version: 3,
    off: ['ADDRESS_PROBLEM'],
  });
});

describe('what is wrong with a document', () => {
  it.each<[string, string, string[]]>([
    ['a word that nearly is one', 'stal: {}', ['1:1 stal: stal is no field here; did you mean stall?']],
    [
      'an unknown field further in',
      'firstScan:\n  handedOverHours: 24\n  colour: red',
      ['3:3 firstScan.colour: colour is no field here. There are: handedOverHours, labelOnlyHours, tiers.'],
    ],
    [
      'a duration that is none',
      'held:\n  heldHours: -1\n  customsHours: two',
      [
        '2:14 held.heldHours: heldHours must be a number of hours above 0 and at most 26280, such as 48, but is -1.',
        '3:17 held.customsHours: customsHours must be a number of hours above 0 and at most 26280, such as 48, but is "two".',
      ],
    ],
    [
      'a kind that there is not',
      'off:\n  - DAMAGE_REPORT',
      [
        expect.stringMatching(
          /^2:5 off\.0: Entry 1 must be one of NO_FIRST_SCAN, .*"DAMAGE_REPORT"; did you mean DAMAGE_REPORTED\?$/,
        ),
      ],
    ],
    [
      'a kind in a key',
      'sla: { kinds: { NO_FIRST_SCANS: { firstActionHours: 1 } } }',
      ['1:17 sla.kinds.NO_FIRST_SCANS: NO_FIRST_SCANS is no field here; did you mean NO_FIRST_SCAN?'],
    ],
    [
      'a close code',
      'closeCodes: { healed: DELAY }',
      [expect.stringMatching(/^1:23 closeCodes\.healed: healed must be one of CARRIER_DELAY, .*, but is "DELAY"\.$/)],
    ],
    [
      'a currency',
      'highValue: { EURO: 300 }',
      ['1:14 highValue.EURO: The name must be an ISO 4217 currency in capitals, such as EUR.'],
    ],
    [
      'an amount',
      'highValue:\n  EUR: -5',
      [`2:8 highValue.EUR: EUR must be an amount of 0 or more, such as '300.00', but is -5.`],
    ],
    [
      'an address',
      'routing:\n  fallback: nobody',
      ['2:13 routing.fallback: fallback must be the email address of a user, but is "nobody".'],
    ],
    [
      'a missing part of an entry',
      'routing:\n  rules:\n    - to: [a@b.c]',
      ['3:7 routing.rules.0.name: name is missing: it must be a text of 1 to 80 characters.'],
    ],
    ['no document of fields', '- 1\n- 2', ['1:1 : The document must be fields, such as name: value, but is a list.']],
    [
      'a calendar that is not known',
      'routing:\n  people:\n    - email: a@b.c\n      calendar: night',
      ['4:17 routing.people.0.calendar: There is no calendar night. There are: business.'],
    ],
    [
      'hours of a calendar, and its zone',
      'calendars:\n  business:\n    zone: Europe/Atlantis\n    week: { 1: [{ from: "17:00", to: "9:00" }] }',
      [
        '3:5 calendars.business: The calendar business: Europe/Atlantis is not the name of a zone.',
        '3:5 calendars.business: The calendar business: weekday 1: 17:00 to 9:00 is not a time HH:mm.',
      ],
    ],
    [
      'holidays of nowhere',
      'calendars:\n  business:\n    zone: UTC\n    week: {}\n    holidays: { country: XX }',
      ['5:15 calendars.business.holidays.0: No holidays are known of XX.'],
    ],
    [
      'a ranking that is not one',
      'truth:\n  promise: [WAREHOUSE, WAREHOUSE]\n  order: []',
      [
        '2:24 truth.promise.1: WAREHOUSE is listed twice for promise.',
        '3:10 truth.order: Name at least one kind of source for order.',
      ],
    ],
    [
      'clocks in the wrong order, as the default completes them',
      'sla:\n  kinds:\n    DAMAGE_REPORTED:\n      firstActionHours: 100',
      [
        '4:7 sla.kinds.DAMAGE_REPORTED: DAMAGE_REPORTED: the first action (100 h) must not be due after the resolution (72 h).',
      ],
    ],
    [
      'a claim window that closes before it opens',
      'claims:\n  windows:\n    - { carrier: ups, type: LOSS, scope: ANY, from: SHIPPED, earliestDay: 9, latestDay: 3, source: Tariff }',
      ['3:7 claims.windows.0: The window opens on day 9, after it closes on day 3.'],
    ],
    [
      'a surge set that changes a calendar that there is not',
      'surges:\n  peak:\n    calendars: { night: { zone: UTC } }',
      [
        '3:18 surges.peak.calendars.night: A surge set changes calendars that there are: business. night is none of them.',
      ],
    ],
    [
      'a surge set that is wrong only in company',
      'surges:\n  peak:\n    counter: { warnDays: 9 }',
      ['3:26 surges.peak.counter.warnDays: While peak is on: warnDays (9) must be less than keptDays (7).'],
    ],
    ['text that is no YAML', 'off: [', [expect.stringMatching(/^1:\d+ : /)]],
    ['a name that is given twice', 'off: []\noff: []', ['2:1 : Map keys must be unique.']],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('refuses what was made to grow without end', () => {
    const bomb = [
      'a0: &a0 [1,1,1,1,1,1,1,1,1]',
      ...Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`),
    ];
    expect(problems(bomb.join('\n'))[0]).toMatch(/cannot be read/);
    expect(problems('#'.repeat(300_000))[0]).toMatch(/at most/);
  });

  it('tells a stray __proto__ like any other name', () => {
    expect(problems('"__proto__": { polluted: true }')[0]).toMatch(/__proto__ is no field here/);
    expect(problems('surges: { "__proto__": { stall: 1 } }')).toEqual(['1:11 : __proto__ is no field here.']);
  });
});

describe('the section of messages', () => {
  const at = (text: string): string[] => problems(`messages:\n${text}`);
  const complaint = (text: string, path: string): string[] => at(text).map((one) => one.replace(` ${path}: `, ' '));

  it('keeps the templates that it leaves out, and reads its own', () => {
    const { messages } = policy(`messages:
  holdSeconds: 0
  templates:
    delay: { texts: { en: { body: 'Hello {{customer.name|there}}' } } }
  rules: [{ name: Late, when: { phases: [DELAY] }, template: delay }]`).settings;
    expect(Object.keys(messages.templates)).toEqual(['answer', 'evidence-request', 'delay']);
    expect(messages).toMatchObject({ holdSeconds: 0, repeatHours: 24, rules: [{ name: 'Late' }] });
  });

  it('refuses a placeholder that is none, and names its line', () => {
    const text = `  templates:
    delay:
      texts:
        en:
          subject: 'Your {{ordr.number|x}}'
          body: |
            Hello {{customer.name|there}},
            {{items}}`;
    expect(at(text)).toEqual([
      '6:20 messages.templates.delay.texts.en.subject: {{ordr.number}} is no placeholder. Did you mean order.number?',
      '7:17 messages.templates.delay.texts.en.body: {{items}} in line 2 of the text is known in the template evidence-request only.',
    ]);
  });

  it.each([
    ['  channels: []', 'messages.channels', '2:13 Name at least one channel'],
    ['  channels: [TICKET, TICKET]', 'messages.channels.1', '2:22 TICKET is listed twice.'],
    [
      '  channels: [FAX]',
      'messages.channels.0',
      '2:14 Entry 1 must be one of EMAIL, SMS, WEBHOOK, TICKET, but is "FAX"',
    ],
    ["  quietHours: { SMS: { from: '08:00', to: '08:00' } }", 'messages.quietHours.SMS', '2:22 Quiet hours'],
    [
      '  quietHours: { SMS: { from: 25, to: "08:00" } }',
      'messages.quietHours.SMS.from',
      '2:30 from must be a time of day',
    ],
    ['  language: es', 'messages.templates.answer.texts', 'has no text in es'],
    [
      "  templates: { answer: { texts: { en: { body: 'Hi' } } } }",
      'messages.templates.answer.texts.en.body',
      'leaves out {{note}}',
    ],
    [
      "  templates: { gift: { texts: { en: { body: 'You get 10 EUR.' } } } }",
      'messages.templates.gift.texts.en.body',
      'names 10 EUR: say promisesMoney: true',
    ],
    ['  rules: [{ name: A, when: {}, template: x }]', 'messages.rules.0.when', 'fits everything'],
    [
      '  rules: [{ name: A, when: { phases: [DELAY] }, template: x }]',
      'messages.rules.0.template',
      'There is no template x.',
    ],
    [
      '  rules: [{ name: A, when: { phases: [DELAY] }, template: answer }]',
      'messages.rules.0.template',
      'a template of its own',
    ],
    [
      '  rules: [{ name: A, when: { reasons: [carrier.lazy] }, template: x }]',
      'messages.rules.0.when.reasons.0',
      'carrier.lazy',
    ],
  ])('refuses %s at %s', (text, path, says) =>
    expect(complaint(text, path)).toContainEqual(expect.stringContaining(says)),
  );

  it('sends nothing that promises money without a person', () => {
    const text = (approval: string): string => `messages:
  templates: { gift: { promisesMoney: true, texts: { en: { body: 'You get 10 EUR.' } } } }
  rules: [{ name: Gift, when: { phases: [DELAY] }, template: gift${approval} }]`;
    expect(problems(text(''))).toEqual([expect.stringContaining('Add approval: true to the rule Gift') as string]);
    expect(policy(text(', approval: true')).settings.messages.rules).toHaveLength(1);
  });
});
