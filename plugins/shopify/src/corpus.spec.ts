import { rawInput, describeCorpus } from '@whereabouts/plugin-testkit';
import { plugin } from './plugin';

/** Bodies that hold nothing to keep: empty replies. Everything else must give records or the source's own error. */
const SILENT = /graphql-(get-order-by-identifier|update-fulfillment-tracking)/;

describeCorpus('shopify', (files) => {
  it.each(files.map((file) => [file.name, file] as const))('understands %s', (name, file) => {
    const result = plugin.normalize(rawInput(file.bytes));
    const records = result.orders.length + result.shipments.length + result.milestones.length;
    expect(result.issues.filter(({ kind }) => kind === 'record')).toEqual([]);
    expect(result.milestones.filter(({ code }) => code === 'UNMAPPED')).toEqual([]);
    if (!SILENT.test(name))
      expect(records + result.issues.filter(({ kind }) => kind !== 'record').length).toBeGreaterThan(0);
  });
});
