import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendProblem } from './problem';

/** The GraphQL explorer: files of our own bundle, so that it works without the internet. */
export interface Explorer {
  /** Folder of the bundle. */
  readonly folder: string;
  readonly demo: boolean;
}

/** All from here; the editor sets styles at run time, and its workers are files of the bundle. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
};

const page = ({ demo }: Explorer): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Whereabouts GraphQL</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphql/explorer/explorer.css" />
  </head>
  <body>
    <div id="explorer" data-demo="${demo}">Loading …</div>
    <script type="module" src="/graphql/explorer/explorer.js"></script>
  </body>
</html>
`;

export function explorerPage(explorer: Explorer, reply: FastifyReply): FastifyReply {
  if (!existsSync(join(explorer.folder, 'explorer.js')))
    return sendProblem(reply, {
      status: 404,
      title: 'No explorer',
      detail: 'The explorer was not built.',
      next: 'Run npm run build, and load this page again.',
    });
  return reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(page(explorer));
}

/** The files of the bundle, by name only: there are no folders in it. */
export async function explorerRoutes(app: FastifyInstance, { folder }: Explorer): Promise<void> {
  app.get<{ Params: { file: string } }>('/graphql/explorer/:file', async (request, reply) => {
    const { file } = request.params;
    const type = TYPES[extname(file)];
    const found =
      type !== undefined && /^[\w.-]+$/.test(file) ? await stat(join(folder, file)).catch(() => null) : null;
    if (found === null || !found.isFile()) return reply.callNotFound();
    const tag = `"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}"`;
    void reply.header('cache-control', 'no-cache').header('etag', tag).header('content-security-policy', POLICY);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply
      .type(type!)
      .header('content-length', found.size)
      .send(createReadStream(join(folder, file)));
  });
}
