import { codeTable } from '@whereabouts/plugin-sdk';
import { meaningOf } from './meaning-of';

it('says what a table makes of an event', () => {
  const codes = codeTable('a list', [
    { code: 'A', means: 'IN_TRANSIT', facilityAction: 'ARRIVED' },
    { code: 'R', means: 'ATTEMPT_FAILED', reasons: ['recipient.refused'] },
    { code: 'D', means: 'DELIVERED', deliveredTo: 'LOCKER' },
  ]);
  expect(['A', 'R', 'D', 'X', null].map((code) => meaningOf(codes, { code }))).toEqual([
    'IN_TRANSIT ARRIVED',
    'ATTEMPT_FAILED recipient.refused',
    'DELIVERED LOCKER',
    'UNMAPPED',
    'UNMAPPED',
  ]);
});
