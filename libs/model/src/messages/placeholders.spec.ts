import fc from 'fast-check';
import { fillIn, placeholderProblems, PLACEHOLDERS, textIn, type Placeholder } from './placeholders';

describe('filling in what is known', () => {
  it('puts it in the place of its name, and what the template says where it is not known', () => {
    const text = 'Hello {{ customer.name | there }}, order {{order.number|with us}}: {{note}}';
    const values = { 'order.number': '10442', note: 'It comes on Tuesday.' };
    expect(fillIn(text, values)).toBe('Hello there, order 10442: It comes on Tuesday.');
  });

  it('does not look through what was filled in', () => {
    const known = fc.dictionary(fc.constantFrom(...(Object.keys(PLACEHOLDERS) as Placeholder[])), fc.string());
    fc.assert(
      fc.property(known, fc.string(), (values, note) => {
        expect(fillIn('<{{note}}>', { ...values, note: `{{items}}${note}` })).toBe(`<{{items}}${note}>`);
      }),
    );
  });

  it('leaves every text without placeholders as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        (text) => expect(fillIn(text, { note: 'x' })).toBe(text),
      ),
    );
  });
});

describe('what is wrong with a text', () => {
  it.each([
    ['{{ordr.number|x}}', ['{{ordr.number}} is no placeholder. Did you mean order.number?']],
    ['{{weather}}', [expect.stringContaining('{{weather}} is no placeholder. There are customer.name, ') as string]],
    ['{{customer.name}}', [expect.stringContaining('as in {{customer.name|…}}') as string]],
    ['{{customer.name| }}', [expect.stringContaining('is not known of every message') as string]],
    ['{{items}}', ['{{items}} is known in the template evidence-request only.']],
    ['Hello\n{{note}}\n{{oder.number|x}}', [expect.stringContaining('in line 3 of the text') as string]],
    ['{{note', ['A placeholder is not closed: {{…}}.']],
    ['note}}', ['A placeholder is not closed: {{…}}.']],
    ['{{constructor}}', [expect.stringContaining('{{constructor}} is no placeholder') as string]],
    ['{{note}} {{customer.name|there}} { } {case}', []],
  ])('%j: %j', (text, problems) => expect(placeholderProblems(text, 'answer')).toEqual(problems));
});

describe('the language', () => {
  const texts = { en: { body: 'a' }, de: { body: 'b' }, 'pt-BR': { body: 'c' } };
  it.each([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt', 'en'],
    ['fr-FR', 'en'],
    [null, 'en'],
  ])('of a customer with %s is %s', (locale, language) => expect(textIn(texts, locale, 'en').language).toBe(language));
});
