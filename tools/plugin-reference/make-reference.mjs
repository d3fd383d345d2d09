// Makes docs/plugins/reference.md from the types of the plugin SDK and what is written above them.
// Usage: make-reference.mjs [--check]; with --check it only says whether the page is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const entry = join(root, 'libs/plugin-sdk/src/index.ts');
const page = join(root, 'docs/plugins/reference.md');

/** Files of the SDK in the order in which they are of use, under what they are for; those not named here come under "Other". */
const CHAPTERS = [
  ['The contract', ['contract', 'capabilities', 'act', 'sdk-version']],
  ['Records', ['records', 'normalized', 'record-checks']],
  ['Code tables', ['code-table', 'wordings-table', 'relayed-wordings', 'inovert-table', 'shipengine-table']],
  [
    'Reading documents',
    ['document-reader', 'tracking-document', 'shipengine-tracking', 'said-errors', 'ticket-parts', 'found', 'loose'],
  ],
  ['Formats', ['json', 'xml', 'html']],
  ['Events, times and places', ['milestone', 'time', 'wall-clock', 'place', 'country-code']],
  ['Measures, money and goods', ['measure', 'money', 'goods']],
  ['Carriers', ['carriers', 'carriers-table', 'number-carrier']],
  ['Push', ['push', 'signature', 'public-key']],
  ['Pull', ['pull-numbers', 'pull', 'authorize', 'errors']],
  ['Actions', ['act-request']],
  ['Settings', ['config']],
  ['Other', []],
  ['Words of the model', []],
];

const configFile = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(configFile.config, ts.sys, root);
const program = ts.createProgram([entry], { ...options, noEmit: true, types: ['node'] });
const checker = program.getTypeChecker();

const exported = checker
  .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))
  .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));

const docOf = (symbol) =>
  ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .trim()
    .replace(/\s*\n\s*/g, ' ');
const throwsOf = (symbol) =>
  symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'throws')
    .map(({ text }) => `Throws: ${ts.displayPartsToString(text).trim()}`)
    .join(' ');

const FLAGS = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** How a symbol is declared, as its users see it: types as they are written, functions by their signature, values by their type. */
function declared(symbol) {
  return (symbol.declarations ?? []).map((node) => {
    const file = node.getSourceFile();
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return file.text.slice(node.getStart(), node.getEnd()).replace(/^export (declare )?/, '');
    if (ts.isFunctionDeclaration(node)) {
      const text = file.text.slice(node.getStart(), node.body ? node.body.getStart() : node.getEnd());
      return `${text
        .replace(/^export (async )?/, '')
        .trim()
        .replace(/;$/, '')};`;
    }
    const type = checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, node), node, FLAGS);
    return `const ${symbol.name}: ${type.length > 400 ? 'typeof ' + symbol.name : type};`;
  });
}

const fileOf = (symbol) => symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
const inSdk = (symbol) => fileOf(symbol).includes('/plugin-sdk/src/');

/** Lists of data: their type says nothing that their name does not. */
const isData = (text) => /^const \w+: (typeof |readonly \{|readonly Carrier\[\])/.test(text);

function entryText(symbol) {
  const lines = declared(symbol).filter((text) => !isData(text));
  const words = [docOf(symbol), throwsOf(symbol)].filter(Boolean).join(' ');
  return [
    `### ${symbol.name}`,
    ...(words ? [words.replace(/\{@link (\w+)\}/g, '`$1`')] : []),
    ...(lines.length > 0 ? [`\`\`\`ts\n${lines.join('\n')}\n\`\`\``] : []),
  ].join('\n\n');
}

const chapterOf = (symbol) => {
  if (!inSdk(symbol)) return 'Words of the model';
  const file = basename(fileOf(symbol), '.ts');
  return CHAPTERS.find(([, files]) => files.includes(file))?.[0] ?? 'Other';
};

function chapterText([title, files]) {
  const own = exported
    .filter((symbol) => chapterOf(symbol) === title)
    .sort((a, b) => files.indexOf(basename(fileOf(a), '.ts')) - files.indexOf(basename(fileOf(b), '.ts')));
  return own.length === 0 ? [] : [`## ${title}`, ...own.map(entryText)];
}

export async function referencePage() {
  const { version } = JSON.parse(readFileSync(join(root, 'libs/plugin-sdk/package.json'), 'utf8'));
  const text = [
    '# Reference',
    `All that \`@whereabouts/plugin-sdk\` ${version} exports. Made from its types by \`node tools/plugin-reference/make-reference.mjs\`: edit the words there. The words of milestones and reasons are in the [vocabulary](../vocabulary.md).`,
    CHAPTERS.filter((chapter) => chapterText(chapter).length > 0)
      .map(([title]) => `[${title}](#${title.toLowerCase().replace(/,/g, '').replace(/ /g, '-')})`)
      .join(' · '),
    ...CHAPTERS.flatMap(chapterText),
  ].join('\n\n');
  return format(`${text}\n`, { ...(await resolveConfig(page)), parser: 'markdown' });
}

const made = await referencePage();
if (!process.argv.includes('--check')) writeFileSync(page, made);
else if (readFileSync(page, 'utf8') !== made) {
  console.error('docs/plugins/reference.md is not current: run node tools/plugin-reference/make-reference.mjs');
  process.exitCode = 1;
}
