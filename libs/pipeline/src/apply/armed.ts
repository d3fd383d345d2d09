import { earlier, type Instant } from '@whereabouts/model';

/** An armed deadline that comes early enough stays: when it fires, the rules look again. */
export const armed = (standing: Instant | null, next: Instant | null): Instant | null =>
  next === null || standing === null ? (next ?? standing) : earlier(standing, next);
