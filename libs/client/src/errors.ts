/** An error as the hub writes it. */
export interface HubError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    /** Such as `FORBIDDEN`; see the API's error codes. */
    readonly code?: string;
    /** Whether the same request may succeed later. */
    readonly retryable?: boolean;
    /** For whoever asks support about it. */
    readonly requestId?: string;
    readonly cursor?: string;
  } & Readonly<Record<string, unknown>>;
}

/** The hub answered with errors, or not as a hub does, or not at all: then `cause` says why. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  constructor(
    /** Empty where the answer was no GraphQL, such as a proxy's, or where there was none. */
    readonly errors: readonly HubError[],
    /** HTTP status; null for an operation on a socket, and where there was no answer. */
    readonly status: number | null,
    options?: ErrorOptions,
  ) {
    super(
      errors[0]?.message ??
        (status === null ? 'The hub was not reached.' : `The answer is not GraphQL (HTTP ${status}).`),
      options,
    );
  }

  /** Code of the first error. */
  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }

  /** The same request may succeed later. */
  get retryable(): boolean {
    return this.errors.length > 0
      ? this.errors.every(({ extensions }) => extensions?.retryable === true)
      : this.status === null || this.status >= 500 || this.status === 429;
  }
}
