import closeACase from './examples/close-a-case.graphql';
import followTheQueue from './examples/follow-the-queue.graphql';
import myQueue from './examples/my-queue.graphql';
import oneCase from './examples/one-case.graphql';
import trackAShipment from './examples/track-a-shipment.graphql';
import whatIMissed from './examples/what-i-missed.graphql';

const tab = (query, variables) => ({
  query,
  ...(variables && { variables: JSON.stringify(variables, null, 2) }),
});

/** The tabs that a first visit shows. */
export const EXAMPLES = [
  tab(myQueue, { filter: { status: ['OPEN', 'IN_PROGRESS', 'WAITING'] } }),
  tab(oneCase, { ref: 'EX-1001' }),
  tab(trackAShipment, { input: { carrier: 'ups', trackingNumber: '1Z999AA10123456784', orderNumber: '10001' } }),
  tab(closeACase, { input: { id: 'case_…', closeCode: 'CARRIER_DELAY', note: 'The carrier found it.' } }),
  tab(followTheQueue, { filter: null, after: null }),
  tab(whatIMissed, { after: null }),
];
