import fc from 'fast-check';
import { instant, type Instant } from '../time/instant';
import { closedAtOf, mergeTickets, resolvedOnFirstContact, ticketFacts, ticketNow, type TicketFacts } from './ticket';

const at = (minute: number): Instant => instant(Date.UTC(2026, 10, 20, 8, minute));

describe('what helpdesks say of a ticket', () => {
  it('is the latest of each fact', () => {
    const first = ticketFacts(at(1), { subject: 'Where is it?', status: 'OPEN', orderNumber: '1042' });
    const later = ticketFacts(at(5), { status: 'SOLVED', tags: ['wismo'] });
    expect(ticketNow(mergeTickets(later, first))).toEqual({
      subject: 'Where is it?',
      status: 'SOLVED',
      orderNumber: '1042',
      tags: ['wismo'],
    });
  });

  it('does not depend on order, grouping or repetition', () => {
    const facts = fc
      .record(
        {
          minute: fc.nat(3),
          subject: fc.constantFrom('a', 'b'),
          status: fc.constantFrom('OPEN', 'SOLVED'),
          tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
          satisfaction: fc.integer({ min: 1, max: 5 }),
        },
        { requiredKeys: ['minute'] },
      )
      .map(({ minute, ...said }): TicketFacts => ticketFacts(at(minute), said));
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        const merged = mergeTickets(mergeTickets(a, b), c);
        expect(mergeTickets(c, mergeTickets(b, a))).toEqual(merged);
        expect(mergeTickets(merged, b)).toEqual(merged);
      }),
    );
  });

  it('is closed when it says so and was not opened again', () => {
    expect(closedAtOf(ticketFacts(at(1), { status: 'OPEN' }))).toBeNull();
    expect(closedAtOf(ticketFacts(at(1), {}))).toBeNull();
    expect(closedAtOf(ticketFacts(at(2), { status: 'SOLVED' }))).toBe(at(2));
    expect(closedAtOf(ticketFacts(at(3), { status: 'CLOSED', closedAt: at(2) }))).toBe(at(2));
    const closed = ticketFacts(at(2), { status: 'CLOSED', closedAt: at(2) });
    expect(closedAtOf(mergeTickets(closed, ticketFacts(at(4), { status: 'OPEN' })))).toBeNull();
  });

  it('is resolved on first contact when one message was enough', () => {
    const solved = (customerMessages?: number) => ticketFacts(at(1), { status: 'SOLVED', customerMessages });
    expect(
      [solved(1), solved(2), solved(), ticketFacts(at(1), { customerMessages: 1 })].map(resolvedOnFirstContact),
    ).toEqual([true, false, null, null]);
  });
});
