export { createApi, type Api, type ApiSettings } from './create-api';
export type { ApiParts, Links } from './api-parts';
export type { GraphContext, Viewer } from './context';
export type { CreateContext, RequestFacts } from './create-context';
export { ERROR_CODES, type ErrorCode } from './errors';
export type { AskedDocument } from './execution/document-desk';
export type { RegisteredDocument } from './execution/trusted-documents';
export type { SubscriptionServerSettings } from './subscriptions/subscription-server';
export type { OpenStream, OperationStream, StreamReply, StreamRequest } from './subscriptions/operation-stream';
