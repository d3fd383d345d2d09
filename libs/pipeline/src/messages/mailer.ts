import type { SendResult } from '@whereabouts/model';

/** An email as it goes out. */
export interface Email {
  /** The same for every attempt: by it mail programs know a repetition. */
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Whoever takes emails. Never throws for what the server answers. */
export interface Mailer {
  send(email: Email): Promise<SendResult>;
  close(): void;
}
