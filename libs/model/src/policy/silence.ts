/** When a source counts as silent, and for how long findings that rest on its silence wait. */
export interface SilencePolicy {
  /** Silent after this many times its longest usual pause. */
  readonly factor: number;
  /** Nobody is silent sooner. */
  readonly minimumHours: number;
  /** Nor sooner than this while its nights and weekends are not known yet. */
  readonly unknownHours: number;
  /** Below this many inputs in a week it has no usual pause, and is never called silent. */
  readonly minimumInputs: number;
  /** When it speaks again, findings wait this long for what it has to catch up with. */
  readonly graceHours: number;
  /** After this many days findings wait no longer: a person must look at the parcels in another way. */
  readonly longestDays: number;
}

export const DEFAULT_SILENCE: SilencePolicy = {
  factor: 1.5,
  minimumHours: 2,
  unknownHours: 24,
  minimumInputs: 50,
  graceHours: 4,
  longestDays: 7,
};
