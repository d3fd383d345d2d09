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
  'hay-post': [
    {
      file: 'karrio-hay_post',
      about: 'event',
      because: 'the origin takes the comment of the order for the text of the state',
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
