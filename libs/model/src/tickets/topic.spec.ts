import fc from 'fast-check';
import { TICKET_TOPICS, type TicketTopic } from '../vocabulary/ticket-topics';
import { topicOf } from './topic';

describe('the topic of a ticket', () => {
  it.each<[TicketTopic, string]>([
    ['WISMO', 'Where is my order #1042?'],
    ['WISMO', 'When will it finally arrive?'],
    ['WISMO', 'Wo bleibt mein Paket?'],
    ['WISMO', 'Où en est ma commande ?'],
    ['WISMO', '¿Dónde está mi pedido?'],
    ['WISMO', 'Waar blijft mijn pakket?'],
    ['NOT_RECEIVED', 'Tracking says delivered but nothing is here'],
    ['NOT_RECEIVED', 'I never received my parcel'],
    ['NOT_RECEIVED', 'Paket nicht angekommen'],
    ['NOT_RECEIVED', "Je n'ai jamais reçu mon colis"],
    ['DAMAGE', 'The mug arrived broken'],
    ['DAMAGE', 'Ware beschädigt'],
    ['WRONG_OR_MISSING_ITEM', 'You sent me the wrong size'],
    ['WRONG_OR_MISSING_ITEM', 'One item is missing from the box'],
    ['WRONG_OR_MISSING_ITEM', 'Falschen Artikel erhalten'],
    ['RETURN', 'I would like to return it, please send a label'],
    ['RETURN', 'Wie kann ich die Hose zurücksenden?'],
    ['OTHER', 'Do you sell gift cards?'],
    ['OTHER', ''],
  ])('is %s for "%s"', (topic, subject) => expect(topicOf({ subject })).toMatchObject({ topic }));

  it('says what told it', () => {
    expect(topicOf({ subject: 'Hello', text: 'My vase was smashed.' })).toEqual({
      topic: 'DAMAGE',
      because: 'text "smashed"',
    });
    expect(topicOf({ subject: 'Hello' }).because).toBeNull();
  });

  it('follows tags before the form, the form before the subject, the subject before the text', () => {
    const ticket = { subject: 'where is my order', text: 'it is broken', form: 'Return request', tags: ['wrong_item'] };
    expect(topicOf(ticket)).toEqual({ topic: 'WRONG_OR_MISSING_ITEM', because: 'tag "wrong_item"' });
    expect(topicOf({ ...ticket, tags: ['vip'] }).topic).toBe('RETURN');
    expect(topicOf({ ...ticket, tags: [], form: null }).topic).toBe('WISMO');
    expect(topicOf({ ...ticket, tags: [], form: null, subject: 'Hi' }).topic).toBe('DAMAGE');
  });

  it('does not listen to what is quoted from earlier mails', () => {
    const text = 'Thank you!\n\nOn Mon, 2 Mar 2026, Support wrote:\n> sorry that it arrived broken';
    expect(topicOf({ subject: 'Re: your mail', text }).topic).toBe('OTHER');
  });

  it('is one of the topics, whatever is written', () => {
    const chaos = fc.string({ unit: 'binary', maxLength: 300 });
    const words = fc.array(fc.constantFrom('delivered', 'not', 'never', 'missing', 'is', ' ', '\n', 'on ', 'wrote:'));
    const text = fc.oneof(
      chaos,
      words.map((all) => all.join(' ').repeat(40)),
    );
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), (subject, body, tags) => {
        expect(Object.keys(TICKET_TOPICS)).toContain(topicOf({ subject, text: body, tags }).topic);
      }),
    );
  });
});
