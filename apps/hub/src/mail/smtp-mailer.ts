import type { SendResult } from '@whereabouts/model';
import type { Mailer } from '@whereabouts/pipeline';
import { createTransport } from 'nodemailer';

export interface SmtpSettings {
  /** `smtp://` (upgraded by STARTTLS where the server can) or `smtps://`, with credentials where it wants them. */
  readonly url: string;
  /** Whom mails come from. */
  readonly from: string;
}

/** Hands emails to a mail server. One that it takes is on its way: what becomes of it later, the server tells the sender's address. */
export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Words of people: nothing in them is a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    async send({ key, to, subject, text }) {
      try {
        const { messageId } = await transport.sendMail({
          from: { name: '', address: from },
          // As an object it is one address, whatever stands in it.
          to: { name: '', address: to },
          messageId: `<${key}@${domain}>`,
          subject,
          text,
        });
        return { ok: true, reference: messageId };
      } catch (error) {
        return { ok: false, error: failureOf(error as SmtpError) };
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError extends Error {
  readonly code?: string;
  /** What the server answered, RFC 5321 section 4.2.1: 4yz may be tried again, 5yz not. */
  readonly responseCode?: number;
}

type Failure = Extract<SendResult, { readonly ok: false }>['error'];

function failureOf({ code, responseCode = 0, message }: SmtpError): Failure {
  if (code === 'EAUTH') return { kind: 'Unauthorized', message: `the mail server said ${responseCode}` };
  // Before the server is asked, and for good: what stands there is no address.
  if (code === 'EENVELOPE' && responseCode === 0) return { kind: 'Refused', message };
  return { kind: responseCode >= 500 ? 'Refused' : 'Upstream', message };
}
