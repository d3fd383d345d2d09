import fc from 'fast-check';
import { streetLine } from './street-line';

describe('a street line as it is compared', () => {
  it.each([
    ['12 Main Street', '12 main st.'],
    ['455 North 5th Avenue, Apartment 4', '455 N. 5th Ave  #4'],
    ['Hauptstraße 5', 'HAUPTSTR. 5'],
    ['Lange Strasse 7', 'Lange Str. 7'],
    ['Rue de l’Église 3', "rue de l'eglise 3"],
    ['１２ Main St', '12 Main St'],
  ])('is the same for %s and %s', (one, other) => {
    expect(streetLine(one)).toBe(streetLine(other));
    expect(streetLine(one)).not.toBe('');
  });

  it.each([
    ['12 Main St', '21 Main St'],
    ['12 Main St', '12 Main Ave'],
    ['1 Oak Rd Apt 2', '1 Oak Rd Apt 3'],
    ['5 Wester St', '5 W Er St'],
  ])('is another for %s and %s', (one, other) => expect(streetLine(one)).not.toBe(streetLine(other)));

  it('is empty when nothing is named', () => expect([' ', '-', '…'].map(streetLine)).toEqual(['', '', '']));

  it('stays as it is once it is one, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => streetLine(streetLine(text)) === streetLine(text)),
    );
    expect(streetLine('constructor')).toBe('constructor');
  });
});
