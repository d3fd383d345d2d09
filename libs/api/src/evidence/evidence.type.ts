import type { EvidenceItem, Instant, SignatureOption } from '@whereabouts/model';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { EvidenceItemEnum, SignatureOptionEnum } from '../schema/enums';
import { DateTime, Url } from '../schema/scalars';

@ObjectType('AddressValidation', { simpleResolvers: true, description: 'What a check of the address found.' })
export class AddressValidationType {
  @Field(() => Boolean, { description: 'The address can be delivered to.' }) passed!: boolean;
  @Field(() => [String], { description: 'What failed, in the words of whoever checked.' })
  failures!: readonly string[];
  @Field(() => DateTime, { description: 'When it was recorded.' }) checkedAt!: Instant;
}

@ObjectType('Parcel', { simpleResolvers: true, description: 'Weight and size of a parcel.' })
export class ParcelType {
  @Field(() => Int, { description: 'Weight in grams.' }) weightGrams!: number;
  @Field(() => Int, { nullable: true, description: 'Longest side in millimetres.' }) lengthMm!: number | null;
  @Field(() => Int, { nullable: true, description: 'Width in millimetres.' }) widthMm!: number | null;
  @Field(() => Int, { nullable: true, description: 'Height in millimetres.' }) heightMm!: number | null;
}

@ObjectType('Photo', { simpleResolvers: true, description: 'A photo that was posted to /photos.' })
export class PhotoType {
  @Field(() => ID, { description: 'By which recordShipEvidence names it.' }) id!: string;
  @Field(() => Url, { description: 'Where its bytes are, for whoever may see the merchant’s data.' }) url!: string;
  @Field(() => DateTime, { description: 'When it was taken, as its sender says; otherwise when it was posted.' })
  takenAt!: Instant;
  @Field(() => String, { description: 'SHA-256 of its bytes, as hex.' }) sha256!: string;
}

@ObjectType('ShipTimeEvidence', {
  simpleResolvers: true,
  description: 'What is proven of a parcel as it leaves: what a later claim rests on.',
})
export class ShipTimeEvidenceType {
  @Field(() => Float, { description: 'From 0 to 1: how much of it is there.' }) completeness!: number;
  @Field(() => [EvidenceItemEnum], { description: 'What is not.' }) missing!: readonly EvidenceItem[];
  @Field(() => DateTime, { nullable: true, description: 'When it left.' }) shippedAt!: Instant | null;
  @Field(() => AddressValidationType, { nullable: true, description: 'The latest check of the address.' })
  addressValidation!: AddressValidationType | null;
  @Field(() => ParcelType, {
    nullable: true,
    description: "As it was declared to the carrier: the packing station's word, else the sources'.",
  })
  declared!: ParcelType | null;
  @Field(() => ParcelType, { nullable: true, description: "As it was billed: the carrier's word first." })
  billed!: ParcelType | null;
  @Field(() => String, { nullable: true, description: 'Who packed it.' }) packerId!: string | null;
  @Field(() => String, { nullable: true, description: 'What it was packed in.' }) packagingType!: string | null;
  @Field(() => SignatureOptionEnum, { nullable: true, description: 'Which signature on delivery was booked.' })
  signature!: SignatureOption | null;
  @Field(() => [PhotoType], { description: 'Of the parcel as it left, by the time when they were taken.' })
  photos!: readonly PhotoType[];
  @Field(() => [String], {
    description: 'Which rules of the policy are broken, and what to do: stop the box while there are any.',
  })
  violations!: readonly string[];
}

@ObjectType('ClaimEvidence', { simpleResolvers: true, description: 'What a claim with the carrier rests on.' })
export class ClaimEvidenceType {
  @Field(() => Boolean, { description: 'All that such a claim needs is there; false where nothing is claimed.' })
  complete!: boolean;
  @Field(() => [String], { description: 'What is missing, and what to do about it.' }) missing!: readonly string[];
  @Field(() => Url, { description: 'All of it as one ZIP file, with the hash and the source of each part.' })
  downloadUrl!: string;
}

@InputType('ParcelInput', { description: 'Weight and size of a parcel.' })
export class ParcelInput {
  @Field(() => Int, { description: 'Weight in grams.' }) weightGrams!: number;
  @Field(() => Int, { nullable: true, description: 'Longest side in millimetres.' }) lengthMm?: number | null;
  @Field(() => Int, { nullable: true, description: 'Width in millimetres.' }) widthMm?: number | null;
  @Field(() => Int, { nullable: true, description: 'Height in millimetres.' }) heightMm?: number | null;
}

@InputType('ShipEvidenceInput', {
  description: 'What a packing station says of a parcel. What is left out stays as it was said before.',
})
export class ShipEvidenceInput {
  @Field(() => ID, { description: 'Which shipment.' }) shipmentId!: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether the address passed validation.' })
  addressPassed?: boolean | null;
  @Field(() => [String], { nullable: true, description: 'What failed of it, where it did not pass.' })
  addressFailures?: readonly string[] | null;
  @Field(() => ParcelInput, { nullable: true, description: 'As declared to the carrier.' })
  declared?: ParcelInput | null;
  @Field(() => ParcelInput, { nullable: true, description: 'As billed, where the station knows it already.' })
  billed?: ParcelInput | null;
  @Field(() => String, { nullable: true, description: 'Who packed it: the id that the station uses.' })
  packerId?: string | null;
  @Field(() => String, { nullable: true, description: 'What it was packed in, such as box M.' })
  packagingType?: string | null;
  @Field(() => SignatureOptionEnum, { nullable: true, description: 'Which signature on delivery was booked.' })
  signature?: SignatureOption | null;
  @Field(() => [ID], { nullable: true, description: 'Ids that POST /photos answered; they are added to those before.' })
  photoIds?: readonly string[] | null;
}
