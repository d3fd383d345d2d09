export { plugin } from './plugin';
export { Mapping } from './mapping';
