import type { Random } from './random';

export interface DemoPlace {
  readonly city: string;
  readonly region: string;
  readonly zip: string;
  /** IANA zone. */
  readonly zone: string;
}

const place = (city: string, region: string, zip: string, zone: string): DemoPlace => ({ city, region, zip, zone });
const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';

/** Where Demo Outfitters packs. */
export const WAREHOUSES = [
  { id: 101, name: 'Peachtree (GA)', place: place('Atlanta', 'GA', '30336', EASTERN) },
  { id: 102, name: 'Silver Lake (NV)', place: place('Reno', 'NV', '89506', PACIFIC) },
] as const;

/** Where carriers sort. */
export const HUBS: readonly DemoPlace[] = [
  place('Memphis', 'TN', '38118', CENTRAL),
  place('Louisville', 'KY', '40213', EASTERN),
  place('Columbus', 'OH', '43217', EASTERN),
  place('Dallas', 'TX', '75261', CENTRAL),
  place('Denver', 'CO', '80249', MOUNTAIN),
];

/** Where customers live. */
export const TOWNS: readonly DemoPlace[] = [
  place('Brooklyn', 'NY', '11201', EASTERN),
  place('Boston', 'MA', '02118', EASTERN),
  place('Philadelphia', 'PA', '19107', EASTERN),
  place('Miami', 'FL', '33130', EASTERN),
  place('Chicago', 'IL', '60614', CENTRAL),
  place('Minneapolis', 'MN', '55408', CENTRAL),
  place('Austin', 'TX', '78704', CENTRAL),
  place('Boulder', 'CO', '80302', MOUNTAIN),
  place('Seattle', 'WA', '98103', PACIFIC),
  place('Portland', 'OR', '97214', PACIFIC),
  place('San Diego', 'CA', '92104', PACIFIC),
  place('Oakland', 'CA', '94610', PACIFIC),
];

export interface DemoProduct {
  readonly sku: string;
  readonly title: string;
  /** US dollars. */
  readonly price: number;
  readonly ounces: number;
}

export const PRODUCTS: readonly DemoProduct[] = [
  { sku: 'TRAIL-PACK-35', title: 'Trail pack, 35 l', price: 129, ounces: 38 },
  { sku: 'RAIN-SHELL-M', title: 'Rain shell, medium', price: 159, ounces: 14 },
  { sku: 'MERINO-TEE-L', title: 'Merino tee, large', price: 69, ounces: 7 },
  { sku: 'CAMP-STOVE-2', title: 'Camp stove, two burners', price: 189, ounces: 118 },
  { sku: 'ENAMEL-MUG-4', title: 'Enamel mugs, set of four', price: 39, ounces: 42 },
  { sku: 'TENT-DOME-3', title: 'Dome tent, three persons', price: 349, ounces: 92 },
  { sku: 'HEADLAMP-300', title: 'Head lamp, 300 lumen', price: 45, ounces: 4 },
  { sku: 'DOWN-BAG-10C', title: 'Sleeping bag, down', price: 279, ounces: 31 },
];

const FIRST =
  'Ada Bela Cleo Dario Edda Fritz Greta Hugo Ines Jonas Kaia Lino Mara Nils Odile Piet Rosa Sven Tilda Uwe'.split(' ');
const LAST =
  'Ashgrove Birkwood Cloverly Dunmere Elmsworth Fernhill Glenrow Hawtree Ivesley Juniper Kestrel Larkmoor'.split(' ');

export interface DemoCustomer {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly orders: number;
  readonly tags: string;
  readonly town: DemoPlace;
  readonly street: string;
}

/** A person who does not exist, at an address that does not exist. */
export function inventCustomer(random: Random, id: number): DemoCustomer {
  const firstName = random.pick(FIRST);
  const lastName = random.pick(LAST);
  const tier = random.next();
  return {
    id,
    firstName,
    lastName,
    email: `${firstName}.${lastName}.${id}@shopper.example`.toLowerCase(),
    phone: `+1555010${String(id % 10_000).padStart(4, '0')}`,
    orders: random.chance(0.3) ? 1 : random.whole(2, 14),
    tags: tier < 0.06 ? 'VIP' : tier < 0.14 ? 'Active Subscriber' : '',
    town: random.pick(TOWNS),
    street: `${random.whole(1, 999)} Imaginary Lane`,
  };
}
