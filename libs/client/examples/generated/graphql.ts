/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The kinds of trouble. */
export type ExceptionKind =
  /** Handed over, or labelled, and the carrier has not scanned it in time. */
  | 'NO_FIRST_SCAN'
  /** No movement for longer than carrier, service and lane allow; held too long; or lost, as the carrier says. */
  | 'STALLED_IN_TRANSIT'
  /** The carrier could not deliver, or the parcel waits at a counter close to its return. */
  | 'FAILED_ATTEMPT'
  /** Delivered as the carrier says, and the customer or a later scan contradicts it. */
  | 'DELIVERED_NOT_RECEIVED'
  /** The carrier or the customer reports damage. */
  | 'DAMAGE_REPORTED'
  /** A forward shipment is on its way back or came back. */
  | 'RETURN_TO_SENDER'
  /** The promise to the customer will probably be missed, or was missed. */
  | 'PROMISE_AT_RISK'
  /** The address failed validation, or the carrier cannot use it. */
  | 'ADDRESS_PROBLEM'
  /** Stock is missing, substituted or not picked in time. */
  | 'INVENTORY_SHORT'
  /** The customer or a count in the warehouse says so. */
  | 'WRONG_OR_MISSING_ITEM';

/** Where a case stands. */
export type CaseStatus =
  /** Nobody has acted yet. */
  | 'OPEN'
  /** The first action was taken. */
  | 'IN_PROGRESS'
  /** Waiting for somebody, or snoozed: see waitingOn. */
  | 'WAITING'
  /** Both tracks are done and a close code was given. */
  | 'CLOSED';

/** What became of a case. */
export type ChangeType =
  /** The case was opened. */
  | 'OPENED'
  /** Something of the case changed. */
  | 'UPDATED'
  /** The due time is near. */
  | 'SLA_WARNING'
  /** The due time passed. */
  | 'SLA_BREACHED'
  /** The case was closed. */
  | 'CLOSED'
  /** The case was opened again: a new cycle. */
  | 'REOPENED'
  /** The case no longer matches the filter. */
  | 'LEFT';

export type CaseRowFragment = {
  id: string;
  ref: string;
  version: number;
  kind: ExceptionKind;
  status: CaseStatus;
  shipment: { id: string; trackingNumber: string } | null;
};

export type QueueQueryVariables = Exact<{
  first: number;
}>;

export type QueueQuery = {
  changes: { cursor: string };
  exceptionCases: {
    nodes: Array<{
      id: string;
      ref: string;
      version: number;
      kind: ExceptionKind;
      status: CaseStatus;
      shipment: { id: string; trackingNumber: string } | null;
    }>;
  };
};

export type QueueChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;

export type QueueChangesSubscription = {
  exceptionChanges: {
    cursor: string;
    type: ChangeType;
    exceptionCase: {
      id: string;
      ref: string;
      version: number;
      kind: ExceptionKind;
      status: CaseStatus;
      shipment: { id: string; trackingNumber: string } | null;
    };
  };
};

export const CaseRowFragmentDoc = {
  kind: 'Document',
  definitions: [
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'CaseRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ExceptionCase' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'ref' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'shipment' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'id' } },
                { kind: 'Field', name: { kind: 'Name', value: 'trackingNumber' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<CaseRowFragment, unknown>;
export const QueueDocument = {
  __meta__: { hash: 'sha256:2687b2516ec5282492df72c77d2cb01b9941541f2fdee4646bfe0d1bdedceef0' },
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'query',
      name: { kind: 'Name', value: 'Queue' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
          type: { kind: 'NonNullType', type: { kind: 'NamedType', name: { kind: 'Name', value: 'Int' } } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'changes' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [{ kind: 'Field', name: { kind: 'Name', value: 'cursor' } }],
            },
          },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'exceptionCases' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'filter' },
                value: {
                  kind: 'ObjectValue',
                  fields: [
                    {
                      kind: 'ObjectField',
                      name: { kind: 'Name', value: 'status' },
                      value: {
                        kind: 'ListValue',
                        values: [
                          { kind: 'EnumValue', value: 'OPEN' },
                          { kind: 'EnumValue', value: 'IN_PROGRESS' },
                        ],
                      },
                    },
                  ],
                },
              },
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'first' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'first' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'nodes' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'CaseRow' } }],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'CaseRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ExceptionCase' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'ref' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'shipment' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'id' } },
                { kind: 'Field', name: { kind: 'Name', value: 'trackingNumber' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<QueueQuery, QueueQueryVariables>;
export const QueueChangesDocument = {
  __meta__: { hash: 'sha256:b840ef9e78d9312979cf8182ad399a2f899f8692cccebfc2bd2ee61bc82f8eda' },
  kind: 'Document',
  definitions: [
    {
      kind: 'OperationDefinition',
      operation: 'subscription',
      name: { kind: 'Name', value: 'QueueChanges' },
      variableDefinitions: [
        {
          kind: 'VariableDefinition',
          variable: { kind: 'Variable', name: { kind: 'Name', value: 'after' } },
          type: { kind: 'NamedType', name: { kind: 'Name', value: 'FeedCursor' } },
        },
      ],
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'exceptionChanges' },
            arguments: [
              {
                kind: 'Argument',
                name: { kind: 'Name', value: 'after' },
                value: { kind: 'Variable', name: { kind: 'Name', value: 'after' } },
              },
            ],
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'cursor' } },
                { kind: 'Field', name: { kind: 'Name', value: 'type' } },
                {
                  kind: 'Field',
                  name: { kind: 'Name', value: 'exceptionCase' },
                  selectionSet: {
                    kind: 'SelectionSet',
                    selections: [{ kind: 'FragmentSpread', name: { kind: 'Name', value: 'CaseRow' } }],
                  },
                },
              ],
            },
          },
        ],
      },
    },
    {
      kind: 'FragmentDefinition',
      name: { kind: 'Name', value: 'CaseRow' },
      typeCondition: { kind: 'NamedType', name: { kind: 'Name', value: 'ExceptionCase' } },
      selectionSet: {
        kind: 'SelectionSet',
        selections: [
          { kind: 'Field', name: { kind: 'Name', value: 'id' } },
          { kind: 'Field', name: { kind: 'Name', value: 'ref' } },
          { kind: 'Field', name: { kind: 'Name', value: 'version' } },
          { kind: 'Field', name: { kind: 'Name', value: 'kind' } },
          { kind: 'Field', name: { kind: 'Name', value: 'status' } },
          {
            kind: 'Field',
            name: { kind: 'Name', value: 'shipment' },
            selectionSet: {
              kind: 'SelectionSet',
              selections: [
                { kind: 'Field', name: { kind: 'Name', value: 'id' } },
                { kind: 'Field', name: { kind: 'Name', value: 'trackingNumber' } },
              ],
            },
          },
        ],
      },
    },
  ],
} as unknown as DocumentNode<QueueChangesSubscription, QueueChangesSubscriptionVariables>;
