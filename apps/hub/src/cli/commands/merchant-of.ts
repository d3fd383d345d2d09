import type { Merchant } from '@whereabouts/store';
import type { Foundation } from '../../foundation';
import { wrongUsage } from '../terminal';

/** The merchant that is named, or the only one. @throws a usage fault that says what to give */
export async function merchantOf({ directory }: Foundation, name: string | undefined): Promise<Merchant> {
  const merchants = await directory.merchants();
  const names = merchants.map((one) => one.name).join(', ');
  if (merchants.length === 0)
    return wrongUsage(
      'There is no merchant yet: add a source first, or the demo. See: npm run hub -- source add --help',
    );
  if (name === undefined)
    return merchants.length === 1 ? merchants[0]! : wrongUsage(`Say whose with --merchant: ${names}.`);
  return merchants.find((one) => one.name === name) ?? wrongUsage(`There is no merchant ${name}. There are: ${names}.`);
}
