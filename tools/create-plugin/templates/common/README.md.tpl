# {{name}}

What {{name}} sends and answers, as {{what}} (`{{SOURCE}}`). Package `{{package}}`, plugin id `{{id}}`.

## What it does

- **Webhooks.** Signed with HMAC-SHA256 over the raw bytes, hex, in the header `x-{{id}}-signature`. (Say what the source really does.)
{{pullLine}}
- **Codes.** `src/codes.ts`: every published code, with the document it was taken from. A code that is not there becomes UNMAPPED and shows in the health of the source.

## Settings

| setting                 |                  |                                                    |
| ----------------------- | ---------------- | -------------------------------------------------- |
| `webhookSecret`         | required, secret | what {{name}} signs its webhooks with              |
| `previousWebhookSecret` | optional, secret | accepted as well while the secret is being changed |
{{pullSettings}}

## What it takes from where

Say which field becomes what, where it is not plain, and which document says so.

## Known limits

Say what the source does not tell, and what the plugin does not read.
