export * from './pipeline';
export * from './create-pipeline';
export * from './policies/policy-desk';
export { publicHolidays } from './policies/public-holidays';
export type * from './policies/sla-preview';
export * from './normalize/load-plugins';
export * from './normalize/normalize-one';
export { workerNormalizer, type Normalizer } from './normalize/normalizer';
export { tryOut } from './normalize/try-out';
export { fireDue } from './timers/timers';
export { BULK_LIMIT } from './work/commands';
export * from './work/hand-over';
export { whatIf, type WhatIfNeeds } from './what-if/what-if';
export type { WhatIfQuestion } from './what-if/replay-range';
export { throughDoor } from './apply/door';
export { RECYCLED_AFTER } from './apply/identify';
export { foretell, type ForetoldParcel } from './replay/foretell';
export { sealSome } from './audit/sealer';
export { verifyActivity, type ActivityVerdict } from './audit/verify';
export type {
  IncidentDesk,
  IncidentOrder,
  IncidentReply,
  IncidentWork,
  IncidentWorkReply,
  LinkOrder,
} from './incidents/incident-desk';
export type { Email, Mailer } from './messages/mailer';
