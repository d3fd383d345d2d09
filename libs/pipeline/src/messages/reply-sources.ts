import type { Actions } from '@whereabouts/plugin-sdk';
import {
  ableSources,
  type Ability,
  type AbleSource,
  type AbleSources,
  type AbleSourcesNeeds,
} from '../sources/able-sources';

/** A helpdesk in whose tickets customers can be answered. */
export interface ReplySource extends AbleSource {
  readonly reply: NonNullable<Actions<unknown>['replyToTicket']>;
}
export type ReplySources = AbleSources<ReplySource>;

const ANSWERING: Ability<ReplySource> = {
  of({ plugin }) {
    const { act } = plugin;
    return act?.replyToTicket ? (able) => ({ ...able, reply: act.replyToTicket!.bind(act) }) : null;
  },
  tryOut: ({ act }, context) => act!.replyToTicket!({ ticketId: '0', text: '-', key: '0', isRepeat: false }, context),
};

export const replySources = (needs: AbleSourcesNeeds): ReplySources => ableSources(needs, ANSWERING);
