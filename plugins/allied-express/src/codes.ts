import { codeTable, wordings } from '@whereabouts/plugin-sdk';

/** Wordings of scans: the service gives no codes. A scan that says nothing was made at a depot. */
export const CODES = codeTable('Allied Express web service TTWS, statuses of scans', [
  { code: 'SCAN', means: 'IN_TRANSIT', facilityAction: 'PROCESSED' },
  { code: '*', text: /^freight has been delivered/i, means: 'DELIVERED' },
  { code: '*', text: /^it.?s on ?board with driver/i, means: 'OUT_FOR_DELIVERY' },
  { code: '*', text: /^in agent/i, means: 'AVAILABLE_FOR_PICKUP' },
  { code: '*', text: /^card left/i, means: 'ATTEMPT_FAILED', reasons: ['recipient.not_available'] },
  { code: '*', text: /^return to depot/i, means: 'ATTEMPT_FAILED' },
  { code: '*', text: /^left in depot/i, means: 'DELAYED', reasons: ['carrier.processing_delay'] },
  { code: '*', text: /^return to sender/i, means: 'RETURNING' },
  { code: '*', text: /^other$/i, means: 'INFORMATION' },
  ...wordings('en'),
]);
