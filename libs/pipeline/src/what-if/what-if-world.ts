import { laneTableBuilder, NO_LANES, type Instant, type LaneTable } from '@whereabouts/model';
import { deliveriesSince, monthsBefore, voiceHistories, type Queryable } from '@whereabouts/store';
import type { WhatIfQuestion, WhatIfWorld } from './replay-range';

/** Times of lanes are told day by day in the last two months at most: beyond that they are what whole months make of them. */
const DAILY_MONTHS = 2;

const monthBack = (at: Instant, months: number): string => {
  const month = Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1 - months;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
};

/** Who was silent when, and what was usual on lanes when, as far as both policies can ask. */
export async function whatIfWorld(db: Queryable, merchantId: string, question: WhatIfQuestion): Promise<WhatIfWorld> {
  return { lanes: await lanesOf(db, merchantId, question), voices: await voiceHistories(db, merchantId) };
}

async function lanesOf(
  db: Queryable,
  merchantId: string,
  { before, after, window }: WhatIfQuestion,
): Promise<LaneTable> {
  const asking = [before, after].filter(({ off }) => !off.includes('PROMISE_AT_RISK'));
  if (asking.length === 0) return NO_LANES;
  const [first, latest] = [monthBack(window.from, 0), monthBack(window.to, DAILY_MONTHS - 1)];
  const daily = first > latest ? first : latest;
  const builder = laneTableBuilder();
  for await (const page of monthsBefore(db, merchantId, daily)) page.forEach(builder.add);
  for await (const page of deliveriesSince(db, merchantId, daily)) page.forEach(builder.add);
  return builder.table(Math.min(...asking.map(({ promise }) => promise.usual.minimumSample)));
}
