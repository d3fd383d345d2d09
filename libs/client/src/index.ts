export { createHubClient, type HubClient } from './create-client';
export type { Change, ChangesOptions } from './changes';
export { typed, type TypedDocument } from './document';
export { RequestFailed, type HubError } from './errors';
export type { Follow, Followed, FollowedInOne, FollowInOne } from './follow';
export type { ClientOptions, Retry } from './options';
export type { Sink } from './subscribe';
