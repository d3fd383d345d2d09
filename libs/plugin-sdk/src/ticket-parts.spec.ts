import { instant } from '@whereabouts/model';
import { newReading } from './document-reader';
import { found } from './found';
import type { JsonValue } from './json';
import { asText, pick } from './loose';
import { fieldValues, messagesOf, namedTags } from './ticket-parts';

const reading = () => newReading({ body: Buffer.from(''), headers: {}, receivedAt: instant('2026-03-10T12:00:00Z') });

it('gives the names of tags, whatever their order, and sets bad ones aside', () => {
  const now = reading();
  const tags = found({ tags: [{ name: 'late' }, 'junk', { name: 'damage' }, { name: 'late' }] }, 'tags.*');
  expect(namedTags(now, tags)).toEqual(['damage', 'late']);
  expect(now.issues).toEqual([{ path: '/tags/1', problem: 'a tag without a name', kind: 'record' }]);
});

it('gives values of fields by id and by name', () => {
  const now = reading();
  const values = fieldValues(now, found([{ id: 7, title: 'Order', value: '20417' }, { id: 8, value: null }, {}], '*'));
  expect([...values]).toEqual([
    ['7', '20417'],
    ['Order', '20417'],
  ]);
  expect(now.issues).toHaveLength(1);
});

it('gives the wanted messages once each, the oldest first', () => {
  const now = reading();
  const list: JsonValue[] = [
    { id: 2, at: '2026-02', by: 'customer' },
    { id: 3, at: '2026-01', by: 'agent' },
    { id: 1, at: '2026-01', by: 'customer' },
    { id: 2, at: '2026-02', by: 'customer' },
    { by: 'customer' },
  ];
  const wanted = messagesOf(
    now,
    found(list, '*'),
    (message) => pick(message, 'by') === 'customer',
    (message) => asText(pick(message, 'at')) ?? undefined,
  );
  expect(wanted.map((message) => pick(message, 'id'))).toEqual([1, 2]);
  expect(now.issues).toHaveLength(1);
});
