import { checkPlugin, MILESTONES, REASONS, SDK_VERSION, type CodeRow } from '@whereabouts/plugin-sdk';
import { always, type Check } from '../check';

const VARIANT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What a plugin says of itself, before anything of it is called. */
export const PLUGIN_CHECKS: readonly Check[] = [
  {
    id: 'plugin.loads',
    level: 'MUST',
    says: 'be loaded by the hub of this SDK, with all that it declares and nothing else',
    appliesTo: always,
    run({ plugin }, findings) {
      findings.tried();
      const checked = checkPlugin(plugin, SDK_VERSION);
      if (!checked.ok) findings.problem(checked.problem);
    },
  },
  {
    id: 'plugin.variants',
    level: 'MUST',
    says: 'name each variant by a lower-case id of its own',
    appliesTo: always,
    run({ plugin }, findings) {
      const ids = (plugin.variants ?? []).map(({ id }) => id);
      for (const { id, name } of plugin.variants ?? []) {
        findings.tried();
        if (!VARIANT.test(id)) findings.problem(`${JSON.stringify(id)} is not a lower-case id`);
        if (name.trim() === '') findings.problem(`the variant ${id} has no name`);
        if (id === plugin.id || ids.filter((one) => one === id).length > 1) findings.problem(`${id} is named twice`);
      }
    },
  },
  {
    id: 'codes.document',
    level: 'MUST',
    says: "name the document that the source's codes were taken from",
    appliesTo: always,
    run({ plugin }, findings) {
      findings.tried();
      if (plugin.codes.document.trim() === '') findings.problem('codes.document is empty');
    },
  },
  {
    id: 'codes.once',
    level: 'MUST',
    says: 'list no raw code twice: one code under one set of conditions means one thing',
    appliesTo: always,
    run({ plugin }, findings) {
      const seen = new Set<string>();
      for (const row of plugin.codes.rows) {
        findings.tried();
        const key = keyOf(row);
        if (seen.has(key)) findings.problem(`two rows for ${key}`);
        seen.add(key);
      }
    },
  },
  {
    id: 'codes.found',
    level: 'MUST',
    says: 'find each row of its table by the code that the row is for',
    appliesTo: always,
    run({ plugin }, findings) {
      for (const row of plugin.codes.rows) {
        if (row.text !== undefined) continue;
        findings.tried();
        const { code, subCode = null, service = null, direction } = row;
        const found = plugin.codes.find({ code, subCode, service, direction, text: null });
        if (found?.means !== row.means)
          findings.problem(`${keyOf(row)} gives ${found?.means ?? 'nothing'}, not ${row.means}`);
      }
    },
  },
  {
    id: 'codes.vocabulary',
    level: 'MUST',
    says: 'map its codes to milestones and reasons of the vocabulary, never to UNMAPPED',
    appliesTo: always,
    run({ plugin }, findings) {
      for (const row of plugin.codes.rows) {
        findings.tried();
        if (!Object.hasOwn(MILESTONES, row.means) || row.means === 'UNMAPPED')
          findings.problem(`${keyOf(row)} means ${row.means}`);
        for (const reason of row.reasons ?? [])
          if (!(REASONS as readonly string[]).includes(reason))
            findings.problem(`${keyOf(row)} has the reason ${reason}`);
      }
    },
  },
];

const keyOf = ({ code, subCode, text, service, direction }: CodeRow): string =>
  [code, subCode, text?.toString(), service, direction].filter((part) => part !== undefined).join(' | ');
