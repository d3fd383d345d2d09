import { type Role } from '@whereabouts/model';
import { publicId, type MerchantView, type UserView } from '@whereabouts/store';
import { Field, Int, ObjectType } from 'type-graphql';
import { NodeType } from '../schema/common.type';
import { connectionOf } from '../schema/connection';
import { RoleEnum } from '../schema/enums';

@ObjectType('User', {
  implements: NodeType,
  simpleResolvers: true,
  description: 'A person, or a machine with an account.',
})
export class UserType extends NodeType {
  @Field(() => String, { description: 'As colleagues know them.' }) name!: string;
  @Field(() => String, { description: 'Unique within the merchant.' }) email!: string;
  @Field(() => RoleEnum, { description: 'What they may do.' }) role!: Role;
  @Field(() => Int, { description: 'How many open cases they own.' }) openCases!: number;
}

@ObjectType('Merchant', { implements: NodeType, simpleResolvers: true, description: 'Whose parcels these are.' })
export class MerchantType extends NodeType {
  @Field(() => String, { description: 'Of the company or brand.' }) name!: string;
  @Field(() => String, { description: 'IANA zone in which its weeks begin.' }) timeZone!: string;
}

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who asks.' })
export class ViewerType {
  @Field(() => UserType, { description: 'The person or machine.' }) user!: UserType;
  @Field(() => MerchantType, { description: 'For which merchant.' }) merchant!: MerchantType;
  @Field(() => RoleEnum, { description: 'With which rights.' }) role!: Role;
}

export const UserConnection = connectionOf('User', UserType, 'people');

export const toUser = ({ id, name, email, role, openCases }: UserView): UserType => ({
  id: publicId('user', id),
  name,
  email,
  role,
  openCases,
});

export const toMerchant = ({ id, name, timeZone }: MerchantView): MerchantType => ({
  id: publicId('merchant', id),
  name,
  timeZone,
});
