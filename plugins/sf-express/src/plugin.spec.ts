import { join } from 'node:path';
import { json, meaningOf, rawInput, testPlugin } from '@whereabouts/plugin-testkit';
import { CODES } from './codes';
import { plugin } from './plugin';

const ANSWER = {
  success: true,
  errorCode: 'S0000',
  msgData: {
    routeResps: [{ mailNo: 'SF1000000000001', routes: [{ opCode: '80', acceptTime: '2026-03-10 18:11:26' }] }],
  },
};

testPlugin(plugin, {
  fixtures: join(__dirname, '../fixtures'),
  settings: (baseUrl) => ({
    partnerId: 'PARTNER',
    checkWord: 'check-word-for-tests',
    webhookSecret: 'a-webhook-secret',
    baseUrl,
  }),
  push: { covers: 'nothing', sign: ({ secret }) => ({ 'x-webhook-secret': secret }) },
  pull: {
    trackingNumbers: ['SF1000000000001'],
    // The gateway writes the answer of a service as a text.
    routes: { 'POST /std/service': json({ apiResultCode: 'A1000', apiResultData: JSON.stringify(ANSWER) }) },
  },
});

describe('the operation codes', () => {
  const meaning = (code: string, text: string | null = null, subCode: string | null = null): string =>
    meaningOf(CODES, { code, subCode, text });

  it('are those of the appendix', () => {
    const appendix =
      '10 105 106 11 122 123 125 126 127 128 129 130 131 135 136 137 138 14 140 141 147 15 151 152 153 154 16 17 18 186 ' +
      '187 188 189 190 201 202 204 205 206 208 211 212 214 215 30 302 304 3036 31 33 34 36 405 406 407 41 43 44 46 47 50 ' +
      '51 54 570 571 604 605 606 607 611 612 613 614 619 620 621 623 626 627 630 631 632 633 634 64 642 643 646 647 648 ' +
      '649 65 651 655 656 657 658 66 660 664 676 677 678 679 70 700 701 72 75 77 80 8000 830 831 833 84 843 844 847 850 ' +
      '851 86 87 870 88 880 89 900 921 930 931 932 933 934 935 950 96 97 98 99';
    expect(appendix.split(' ').filter((code) => meaning(code) === 'UNMAPPED')).toEqual([]);
  });

  it.each([
    ['44', null, 'OUT_FOR_DELIVERY'],
    ['125', null, 'AVAILABLE_FOR_PICKUP'],
    ['128', null, 'DELIVERED LOCKER'],
    ['607', null, 'ACCEPTED'],
    ['613', null, 'HELD customs.duties_unpaid'],
    ['631', null, 'RETURNING'],
    ['658', null, 'DELIVERED SERVICE_POINT'],
    ['70', '由于客户拒收 派件不成功', 'ATTEMPT_FAILED recipient.refused'],
    ['70', '由于收件人不在 派件不成功', 'ATTEMPT_FAILED recipient.not_available'],
    ['33', '地址不详', 'ATTEMPT_FAILED address.incorrect'],
    ['80', '快件已退回寄件人，已签收', 'RETURNED'],
    ['80', '本人签收', 'DELIVERED RECIPIENT'],
    ['99', '应客户要求,快件正在转寄中', 'IN_TRANSIT recipient.requested_change'],
    ['12345', '快件到达【深圳集散中心】', 'IN_TRANSIT ARRIVED'],
    ['12345', '一切正常', 'UNMAPPED'],
  ])('%s "%s": %s', (code, text, expected) => expect(meaning(code, text)).toBe(expected));

  it.each([
    ['1', 'DELIVERED'],
    ['2', 'TERMINATED carrier.destroyed'],
    ['3', 'IN_TRANSIT'],
    ['4', 'RETURNING'],
    ['6', 'TERMINATED carrier.lost'],
    ['', 'DELIVERED'],
  ])('8000 with the reason "%s": %s', (reason, expected) => expect(meaning('8000', null, reason)).toBe(expected));

  it('980 is a delivery, or that of a return', () => {
    expect(meaning('980', 'Your express has been delivered')).toBe('DELIVERED');
    expect(meaning('980', '快件已退回寄件人，已签收')).toBe('RETURNED');
  });
});

it('takes the status where the operation is new', () => {
  const routes = [
    {
      opCode: '9999',
      firstStatusCode: '2',
      secondaryStatusCode: '205',
      remark: '-',
      acceptTime: '2026-03-10 18:11:26',
    },
    { opCode: '9999', firstStatusCode: '11', secondaryStatusCode: '1101', acceptTime: '2026-03-10 19:11:26' },
  ];
  const { milestones } = plugin.normalize(
    rawInput({ success: true, msgData: { routeResps: [{ mailNo: 'SF1000000000001', routes }] } }),
  );
  expect(milestones?.map(({ code }) => code)).toEqual(['CUSTOMS_CLEARED', 'AVAILABLE_FOR_PICKUP']);
});
