/** Why the origin of a sample is wrong about it: by source and file, and by what the difference is about. */
export interface Reason {
  /** Beginning of the file's name. */
  readonly file: string;
  readonly about: string;
  readonly because: string;
}

export const REASONS: Readonly<Record<string, readonly Reason[]>> = {
  asendia: [
    {
      file: 'karrio-asendia-tracking-response.json',
      about: 'tracking number',
      because: 'the body names no parcel: the origin takes the number from its request',
    },
  ],
  'dhl-parcel-de': [
    {
      file: 'karrio-dpdhl-tracking-response',
      about: 'tracking number',
      because: 'the origin takes the identifier; the piece code is what is printed on the label and asked for',
    },
  ],
  'dhl-parcel-pl': [
    {
      file: 'karrio-dhl_poland',
      about: 'delivered',
      because: 'the body is a shape whose texts are all the word "string"',
    },
  ],
  'dhl-unified': [
    {
      file: 'karrio-dhl_universal',
      about: 'delivered',
      because:
        'the test number has every field filled: a code of pre-transit, a status of delivered, and a pending customs inspection',
    },
    {
      file: 'karrio-dhl_universal',
      about: 'meaning',
      because:
        'the test number has every field filled: a code of pre-transit, a status of delivered, and a pending customs inspection',
    },
  ],
  easyship: [
    {
      file: 'karrio-easyship-tracking-response.json',
      about: 'event',
      because:
        'the origin makes an event of a leg: its number is no code, and when the shipment was changed is no time of it',
    },
  ],
  eshipper: [
    {
      file: 'karrio-eshipper',
      about: 'delivered',
      because: 'the body is a shape whose texts are all the word "string", with every stage reached at once',
    },
  ],
  fedex: [
    {
      file: 'karrio-fedex-tracking-error-response-old',
      about: 'message',
      because: 'the expectation belongs to the reply of the older service',
    },
    {
      file: 'karrio-fedex-tracking-response-2',
      about: 'estimate',
      because: 'ANTICIPATED_TENDER is when FedEx expects to get the parcel, not when it will be delivered',
    },
    {
      file: 'karrio-fedex-tracking-response.json',
      about: 'estimate',
      because: 'the origin takes the beginning of the window; an estimate runs out with its end',
    },
  ],
  usps: [
    {
      file: 'karrio-usps-tracking-response-2',
      about: 'event',
      because: 'the body is a shape whose texts are all the word "string": it says nothing',
    },
  ],
  'hay-post': [
    {
      file: 'karrio-hay_post',
      about: 'event',
      because: 'the origin takes the comment of the order for the text of the state',
    },
  ],
  'la-poste': [
    {
      file: 'karrio-colissimo-tracking-response',
      about: 'meaning',
      because: 'ET1 says "en cours d\'acheminement": it is on its way between sites, not out for delivery',
    },
  ],
  parcelone: [
    {
      file: 'karrio-parcelone-tracking-response-2',
      about: 'tracking number',
      because: 'the body names only the number of the last carrier: the origin takes the number from its request',
    },
  ],
};
