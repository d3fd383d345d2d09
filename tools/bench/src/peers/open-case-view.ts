import { slaStateSql } from '@whereabouts/store';
import type { World } from '../world';

/** Open cases with the state of their clock: what PostGraphile makes a list of. */
export const VIEW = 'open_case';

export async function createOpenCaseView({ pool }: World): Promise<void> {
  await pool.query(
    `create view ${VIEW} as select c.*, ${slaStateSql('now()')} as sla_state from exception_case c where status <> 'CLOSED'`,
  );
}
