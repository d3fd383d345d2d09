import { guessCarrier, recognize, squeezedNumber, type CarrierCandidate } from '@whereabouts/model';
import { carrierOf, trackingUrl } from '@whereabouts/plugin-sdk';
import { EXIT, table, type ExitCode, type Terminal } from '../terminal';

/** Prints whose number it may be. Exit code 1 when it looks like nobody's. */
export function trackingNumber(number: string, options: { readonly json?: boolean }, terminal: Terminal): ExitCode {
  const candidates = recognize(number);
  const taken = guessCarrier(number)?.carrier ?? null;
  if (options.json)
    terminal.out(JSON.stringify({ trackingNumber: number, carrierOfUnnamedParcels: taken, candidates }, null, 2));
  else if (candidates.length === 0) terminal.out('No format that is known: nobody can say whose it is by its looks.');
  else terminal.out(`${shown(number, candidates)}\n${verdict(taken)}`);
  return candidates.length === 0 ? EXIT.failed : EXIT.done;
}

const nameOf = (carrier: string): string => carrierOf(carrier)?.name ?? carrier;

const shown = (number: string, candidates: readonly CarrierCandidate[]): string =>
  table(
    ['CERTAINTY', 'CARRIER', 'CHECK DIGIT', 'SERVICE', 'TRACKING PAGE'],
    candidates.map(({ carrier, certainty, checkDigit, service }) => [
      certainty,
      carrier,
      checkDigit === 'valid' ? 'valid' : 'has none',
      service ?? '',
      trackingUrl(carrier, squeezedNumber(number)) ?? '',
    ]),
  );

const verdict = (carrier: string | null): string =>
  carrier === null
    ? "A parcel whose carrier nobody names stays without one: others' numbers look like this as well."
    : carrierOf(carrier)
      ? `A parcel whose carrier nobody names is taken for one of ${nameOf(carrier)}, until a source names another.`
      : `A parcel whose carrier nobody names stays without one: the hub knows no carrier ${carrier}.`;
