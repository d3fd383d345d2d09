/** What one message says in one language. `{{order.number}}` and the like stand for what is known: see placeholders. */
export interface MessageText {
  /** Of an email. */
  readonly subject?: string;
  readonly body: string;
}

export interface MessageTemplate {
  /** A person approves what is sent by it. */
  readonly promisesMoney?: boolean;
  /** By language tag. */
  readonly texts: Readonly<Record<string, MessageText>>;
}

/** What commands of people send. */
export const COMMAND_TEMPLATES = ['answer', 'evidence-request'] as const;
export type CommandTemplate = (typeof COMMAND_TEMPLATES)[number];

/** What a merchant has who wrote no templates. */
export const MESSAGE_TEMPLATES: Readonly<Record<CommandTemplate, MessageTemplate>> = {
  answer: {
    texts: {
      en: { subject: 'Your order {{order.number|with us}}', body: '{{note}}' },
      de: { subject: 'Ihre Bestellung {{order.number|bei uns}}', body: '{{note}}' },
      fr: { subject: 'Votre commande {{order.number|chez nous}}', body: '{{note}}' },
    },
  },
  'evidence-request': {
    texts: {
      en: {
        subject: 'Your order {{order.number|with us}}: we need your help',
        body: 'Hello {{customer.name|there}},\n\nto sort out what happened to your order {{order.number|with us}}, we need from you:\n\n{{items}}\n\nPlease answer this message with it. Thank you!',
      },
      de: {
        subject: 'Ihre Bestellung {{order.number|bei uns}}: wir brauchen Ihre Hilfe',
        body: 'Guten Tag {{customer.name|zusammen}},\n\num zu klären, was mit Ihrer Bestellung {{order.number|bei uns}} geschehen ist, brauchen wir von Ihnen:\n\n{{items}}\n\nBitte antworten Sie damit auf diese Nachricht. Vielen Dank!',
      },
      fr: {
        subject: 'Votre commande {{order.number|chez nous}} : nous avons besoin de votre aide',
        body: "Bonjour {{customer.name|à vous}},\n\npour savoir ce qui est arrivé à votre commande {{order.number|chez nous}}, il nous faut :\n\n{{items}}\n\nMerci de l'envoyer en réponse à ce message.",
      },
    },
  },
};
