export * from './pipeline';
export * from './create-pipeline';
export * from './normalize/load-plugins';
export * from './normalize/normalize-one';
export { fireDue } from './timers/timers';
export { throughDoor } from './apply/door';
export { RECYCLED_AFTER } from './apply/identify';
export { foretell, type ForetoldParcel } from './replay/foretell';
