import type { MilestoneView } from '@whereabouts/store';
import { escapeHtml as text } from '../http/escape-html';

/** What the head of the page says. */
export interface TimelineFacts {
  readonly ref: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly serviceLevel: string | null;
  readonly orderNumber: string | null;
  readonly milestones: readonly MilestoneView[];
  readonly sourceName: (sourceId: string) => string;
}

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}`;

/** The timeline of a parcel as a page that needs nothing else, and in which whatever a source wrote stays text. */
export function timelinePage({ milestones, sourceName, ...facts }: TimelineFacts): string {
  const head: readonly (readonly [string, string | null])[] = [
    ['Carrier', facts.carrier],
    ['Service', facts.serviceLevel],
    ['Tracking number', facts.trackingNumber],
    ['Order', facts.orderNumber],
  ];
  const title = `Timeline of ${facts.trackingNumber} (${facts.ref})`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${STYLE}</style>
<h1>${text(title)}</h1>
<table>${head.map(([name, value]) => (value === null ? '' : `<tr><th>${name}</th><td>${text(value)}</td></tr>`)).join('')}</table>
<h2>What was reported</h2>
<table>
<tr><th>Time (UTC)</th><th>As reported</th><th>What</th><th>Place</th><th>Code and text of the source</th><th>Source</th></tr>
${milestones.map((one) => rowOf(one, sourceName(one.sourceId))).join('\n')}
</table>
</html>
`;
}

function rowOf(one: MilestoneView, source: string): string {
  const where = one.place ? [one.place.facility, one.place.city, one.place.region, one.place.country] : [];
  const cells = [
    one.occurredAt,
    one.occurredLocal,
    [one.code, ...one.reasons].join(', '),
    where.filter((part) => part !== undefined).join(', '),
    [one.sourceCode, one.sourceText].filter((part) => part !== null).join(': '),
    source,
  ];
  return `<tr>${cells.map((cell) => `<td>${text(cell ?? '')}</td>`).join('')}</tr>`;
}
