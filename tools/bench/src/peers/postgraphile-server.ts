import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';
import { VIEW } from './open-case-view';

const { ARM_PORT, ARM_URL } = process.env as Record<string, string>;

/** Keys that the tables keep without foreign keys, and names as people would choose them. */
const RELATIONS = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      [`public.${VIEW}`]: {
        tags: {
          primaryKey: 'merchant_id,id',
          foreignKey: [
            '(merchant_id, owner_id) references app_user (merchant_id, id)|@fieldName owner|@behavior -manyRelation:resource:list -manyRelation:resource:connection',
            '(merchant_id, shipment_id) references shipment (merchant_id, id)|@fieldName shipment|@behavior -manyRelation:resource:list -manyRelation:resource:connection',
          ],
        },
      },
      'public.milestone': {
        tags: {
          foreignKey:
            '(merchant_id, subject_id) references shipment (merchant_id, id)|@foreignFieldName milestones|@fieldName parcel',
        },
      },
    },
  },
});

const server = createServer();
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [RELATIONS],
  // Orders and conditions of a view, which has no indexes of its own to allow them by.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  // Row-level security lets all rows through: the document names the merchant.
  pgServices: [
    makePgService({ connectionString: ARM_URL!, schemas: ['public'], poolConfig: { options: '-c hub.merchant=*' } }),
  ],
  grafast: { explain: false },
  grafserv: { graphiql: false, graphqlPath: '/graphql' },
});
await instance.createServ(grafserv).addTo(server);
server.listen(Number(ARM_PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
