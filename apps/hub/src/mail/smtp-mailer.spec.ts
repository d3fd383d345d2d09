import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { smtpMailer } from './smtp-mailer';

const EMAIL = {
  key: 'msg_01',
  to: 'robin@example.test',
  subject: 'Your parcel\r\nBcc: all@example.test',
  text: 'It is late.',
};

/** What the server is to answer to a recipient, and what it took. */
let answers: (to: string) => number | null = () => null;
let taken: string[];
let server: SMTPServer;
let port: number;

const said = (responseCode: number): Error => Object.assign(new Error(`no (${responseCode})`), { responseCode });

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'hub@acme' && password === 'p/w' ? done(null, { user: username }) : done(said(535)),
    onRcptTo: ({ address }, _, done) => {
      const code = answers(address);
      done(code === null ? null : said(code));
    },
    onData(stream, _, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  taken = [];
  answers = () => null;
});

async function send(to = EMAIL.to, credentials = '', at = port) {
  const mailer = smtpMailer({ url: `smtp://${credentials}127.0.0.1:${at}`, from: 'help@shop.test' });
  try {
    return await mailer.send({ ...EMAIL, to });
  } finally {
    mailer.close();
  }
}

describe('the mailer by SMTP', () => {
  it('hands the words over, under an id that is the same for every attempt', async () => {
    expect(await send()).toEqual({ ok: true, reference: '<msg_01@shop.test>' });
    await send();
    const [first, second] = taken;
    for (const mail of [first!, second!]) {
      expect(mail).toMatch(/^From: help@shop\.test\r$/m);
      expect(mail).toMatch(/^To: robin@example\.test\r$/m);
      expect(mail).toMatch(/^Message-ID: <msg_01@shop\.test>\r$/m);
      expect(mail).toContain('It is late.');
    }
  });

  it('lets no words become headers', async () => {
    await send();
    expect(taken[0]).not.toMatch(/^Bcc:/m);
  });

  it('gives credentials as they are written in an address', async () => {
    expect(await send(EMAIL.to, 'hub%40acme:p%2Fw@')).toMatchObject({ ok: true });
    expect(await send(EMAIL.to, 'hub%40acme:wrong@')).toMatchObject({ ok: false, error: { kind: 'Unauthorized' } });
    expect(JSON.stringify(await send(EMAIL.to, 'hub%40acme:wrong@'))).not.toContain('wrong');
  });

  it.each([
    ['nobody of that name', 550, 'Refused'],
    ['a mailbox that is busy', 450, 'Upstream'],
  ])('tells %s', async (_, code, kind) => {
    answers = () => code;
    expect(await send()).toMatchObject({ ok: false, error: { kind } });
    expect(taken).toEqual([]);
  });

  it('tries what is no address once', async () => {
    expect(await send('robin at home')).toMatchObject({ ok: false, error: { kind: 'Refused' } });
  });

  it('tries again where no server is', async () => {
    expect(await send(EMAIL.to, '', 1)).toMatchObject({ ok: false, error: { kind: 'Upstream' } });
  });
});
