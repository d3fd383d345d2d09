import { COMMAND_TEMPLATES } from '../messages/default-templates';
import { placeholderProblems } from '../messages/placeholders';
import { sumsIn } from '../messages/sums';
import type { Path } from './document-text';
import type { MessagePolicy } from './messages';

type Found = readonly [path: Path, message: string];

/** What is wrong with how customers are written to. Paths are those of the policy. */
export function* messageComplaints(policy: MessagePolicy): Iterable<Found> {
  for (const check of CHECKS)
    for (const [path, message] of check(policy)) yield [['messages', ...path], message] as const;
}

const CHECKS: readonly ((policy: MessagePolicy) => Iterable<Found>)[] = [
  function* channels({ channels, rules }) {
    const lists: (readonly [Path, readonly string[]])[] = [
      [['channels'], channels],
      ...rules.flatMap(({ channels: own }, index) => (own ? [[['rules', index, 'channels'], own] as const] : [])),
    ];
    for (const [path, list] of lists) {
      if (list.length === 0) yield [path, 'Name at least one channel, such as TICKET or EMAIL.'];
      for (const [index, channel] of list.entries())
        if (list.indexOf(channel) !== index) yield [[...path, index], `${channel} is listed twice.`];
    }
  },
  function* quietHours({ quietHours }) {
    for (const [channel, { from, to }] of Object.entries(quietHours))
      if (from === to)
        yield [['quietHours', channel], `Quiet hours from ${from} to ${to} would never end, or never begin.`];
  },
  function* texts({ templates, language }) {
    for (const [name, { texts }] of Object.entries(templates)) {
      const path = ['templates', name, 'texts'];
      if (!Object.hasOwn(texts, language))
        yield [path, `The template ${name} has no text in ${language}, the language of those whose own is not there.`];
      for (const [tag, text] of Object.entries(texts))
        for (const part of ['subject', 'body'] as const)
          for (const problem of placeholderProblems(text[part] ?? '', name)) yield [[...path, tag, part], problem];
    }
  },
  function* whatCommandsSend({ templates }) {
    for (const [name, placeholder] of [
      ['answer', 'note'],
      ['evidence-request', 'items'],
    ] as const)
      for (const [tag, { body }] of Object.entries(templates[name]?.texts ?? {}))
        if (!body.includes(`{{${placeholder}}}`))
          yield [
            ['templates', name, 'texts', tag, 'body'],
            `The text leaves out {{${placeholder}}}: what it is written for.`,
          ];
  },
  function* money({ templates }) {
    for (const [name, { promisesMoney, texts }] of Object.entries(templates))
      for (const [tag, { subject = '', body }] of Object.entries(texts)) {
        const [sum] = promisesMoney ? [] : sumsIn(`${subject}\n${body}`, null);
        if (sum)
          yield [
            ['templates', name, 'texts', tag, 'body'],
            `The text names ${sum.amount} ${sum.currency}: say promisesMoney: true, so that a person approves it, or leave the sum out.`,
          ];
      }
  },
  function* rules({ rules, templates }) {
    const names = rules.map(({ name }) => name);
    for (const [index, { name, when, template, approval }] of rules.entries()) {
      const path = ['rules', index];
      if (names.indexOf(name) !== index)
        yield [[...path, 'name'], `Two rules are called ${name}: each needs a name of its own.`];
      if (Object.values(when).every((list) => list === undefined || list.length === 0))
        yield [[...path, 'when'], `The rule ${name} fits everything: say kinds, reasons, milestones or phases.`];
      if (!Object.hasOwn(templates, template))
        yield [
          [...path, 'template'],
          `There is no template ${template}. There are: ${Object.keys(templates).join(', ')}.`,
        ];
      else if ((COMMAND_TEMPLATES as readonly string[]).includes(template))
        yield [
          [...path, 'template'],
          `${template} is what people's commands send: a rule needs a template of its own.`,
        ];
      else if (templates[template]!.promisesMoney === true && approval !== true)
        yield [
          [...path, 'template'],
          `${template} promises money: nothing of it is sent without a person. Add approval: true to the rule ${name}.`,
        ];
    }
  },
];
