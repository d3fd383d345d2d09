import { overlay } from './overlay';
import { DEFAULT_POLICY, type Policy, type PolicySettings } from './policy';

/** Parts of a policy: what a surge set changes while it is on. */
export type PolicyChanges = Readonly<Record<string, unknown>>;

/** A policy document made ready: every default filled in, every holiday a day. Plain JSON. */
export interface CompiledPolicy {
  readonly settings: PolicySettings;
  /** By name. */
  readonly surges: Readonly<Record<string, PolicyChanges>>;
}

/** What a merchant has who never applied a document. */
export const DEFAULT_SETTINGS: PolicySettings = (({ version: _, surges: __, ...settings }: Policy) => settings)(
  DEFAULT_POLICY,
);

/** Calendars are replaced one by one, never mixed with the default of their name; everything else is laid over it. */
export function withDefaults({ calendars, ...changes }: PolicyChanges): PolicySettings {
  const settings = overlay(DEFAULT_SETTINGS, changes);
  return {
    ...settings,
    calendars: { ...settings.calendars, ...(calendars as PolicySettings['calendars'] | undefined) },
  };
}

/** The settings while these surge sets are on. Of two that change the same the later name counts. */
export const withSurges = ({ settings, surges }: CompiledPolicy, on: readonly string[]): PolicySettings =>
  on.reduce((so, name) => overlay(so, surges[name] ?? {}), settings);

/**
 * The policy of a version while these surge sets are on. Names that the version does not know change nothing. What there was
 * not yet when the version was applied has its default.
 */
export function policyOfVersion(version: number, compiled: CompiledPolicy, on: readonly string[]): Policy {
  const known = [...new Set(on)].filter((name) => Object.hasOwn(compiled.surges, name)).sort();
  const settings = withDefaults({ ...compiled.settings });
  return { ...withSurges({ ...compiled, settings }, known), version, surges: known };
}
