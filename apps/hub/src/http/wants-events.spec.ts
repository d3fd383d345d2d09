import { wantsEvents } from './wants-events';

describe('whether a request wants server-sent events', () => {
  it.each([
    ['text/event-stream', true],
    ['Text/Event-Stream; charset=utf-8', true],
    ['text/event-stream, multipart/mixed', true],
    ['application/json;q=0.5, text/event-stream', true],
    // urql, for a query
    ['application/graphql-response+json, application/graphql+json, application/json, text/event-stream', false],
    ['application/json, text/event-stream;q=0.9', false],
    ['text/event-stream;q=0', false],
    ['text/event-stream;q=x', false],
    ['*/*', false],
    ['', false],
    [undefined, false],
  ])('%p: %p', (accept, wants) => {
    expect(wantsEvents(accept)).toBe(wants);
  });
});
