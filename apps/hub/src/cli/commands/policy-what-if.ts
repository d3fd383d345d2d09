import type { WhatIfExample, WhatIfKind, WhatIfTally } from '@whereabouts/model';
import { publicId } from '@whereabouts/store';
import { readDocument, withPolicyDesk } from '../policy-desk';
import { problemText } from '../policy-texts';
import { EXIT, table, type ExitCode, type Terminal } from '../terminal';

export interface WhatIfOptions {
  readonly days: string;
  readonly surge: readonly string[];
  readonly merchant?: string;
  readonly json?: boolean;
}

/** Replays the past under a draft, and tells which cases it would have opened, missed or moved. Touches nothing. */
export function policyWhatIf(file: string, options: WhatIfOptions, terminal: Terminal): Promise<ExitCode> {
  const document = readDocument(file);
  return withPolicyDesk(options.merchant, terminal, async ({ desk, merchant }) => {
    const surges = options.surge.length > 0 ? options.surge : undefined;
    const reply = await desk.whatIf({ merchantId: merchant.id, document, days: Number(options.days), surges });
    if (!reply.ok) {
      for (const text of 'problems' in reply ? reply.problems.map((one) => problemText(file, one)) : [reply.message])
        terminal.err(text);
      return EXIT.failed;
    }
    const { window, against, tally } = reply;
    if (options.json) {
      terminal.out(
        JSON.stringify({ merchant: merchant.name, against, ...window, ...tally, kinds: kindsOf(tally) }, null, 2),
      );
      return EXIT.done;
    }
    terminal.out(
      `${merchant.name}: ${window.from} to ${window.to}, ${tally.shipments} shipments, ${tally.orders} orders and ${tally.tickets} tickets of nobody with ${tally.milestones} milestones; nobody's work on cases is replayed.`,
    );
    for (const line of texts(tally)) terminal.out(line);
    return EXIT.done;
  });
}

const kindsOf = ({ kinds }: WhatIfTally): object =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, { examples, ...counts }]) => [
      kind,
      {
        ...counts,
        examples: examples.map(({ subject: { type, id, number }, ...rest }) => ({
          subject: { type, id: publicId(type, id), number },
          ...rest,
        })),
      },
    ]),
  );

function texts({ kinds }: WhatIfTally): string[] {
  const rows = Object.entries(kinds);
  if (rows.length === 0) return ['Neither policy opens a case.'];
  return [
    table(
      ['kind', 'in force', 'draft', 'opened', 'missed', 'earlier', 'later'],
      rows.map(([kind, { before, after, effects }]) => [
        kind,
        String(before),
        String(after),
        ...[effects.OPENED, effects.MISSED, effects.EARLIER, effects.LATER].map(String),
      ]),
    ),
    ...rows.flatMap(([kind, one]) => exampleTexts(kind, one)),
  ];
}

const exampleTexts = (kind: string, { examples }: WhatIfKind): string[] =>
  examples.length === 0 ? [] : ['', kind, ...examples.map(exampleText)];

const SAYS = { OPENED: 'opened', MISSED: 'missed', EARLIER: 'earlier', LATER: 'later' } as const;

function exampleText({ effect, subject, before, after }: WhatIfExample): string {
  const when =
    before !== null && after !== null
      ? `opened ${before.openedAt} -> ${after.openedAt}, due ${before.dueAt} -> ${after.dueAt}`
      : `opened ${(before ?? after)!.openedAt}: ${(before ?? after)!.because}`;
  return `  ${SAYS[effect].padEnd(7)} ${subject.type} ${subject.number}  ${when}`;
}
