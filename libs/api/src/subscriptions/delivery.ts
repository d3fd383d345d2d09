import type { FeedPosition } from '@whereabouts/store';

/** One change as all subscribers of an audience get it: the answer to their document, made once. */
export class Delivery {
  private kept: Buffer | undefined;

  constructor(
    readonly position: FeedPosition,
    /** What it is about: of each subject only the newest counts for whoever is too slow for all. */
    readonly subject: string,
    /** JSON. */
    readonly text: string,
  ) {}

  /** The bytes of the text; made when the first socket wants them. */
  get bytes(): Buffer {
    return (this.kept ??= Buffer.from(this.text));
  }
}
