import { codeTable } from './code-table';
import { wordings } from './wordings-table';

const table = codeTable('wordings', wordings('en', 'fr', 'de', 'es', 'nl'));
const read = (text: string): string => {
  const row = table.find({ code: null, text });
  return row === null
    ? 'UNMAPPED'
    : [row.means, ...(row.reasons ?? []), row.facilityAction, row.deliveredTo].filter(Boolean).join(' ');
};

it.each([
  ['Delivered', 'DELIVERED'],
  ['Delivered - Left in a safe place', 'DELIVERED SAFE_PLACE'],
  ['Delivered to neighbour', 'DELIVERED NEIGHBOR'],
  ['Freight has been delivered', 'DELIVERED'],
  ['Item successfully delivered', 'DELIVERED'],
  ['Could not be delivered', 'ATTEMPT_FAILED'],
  ['Attempted delivery - notice left', 'ATTEMPT_FAILED'],
  ['Delivery attempted, receiver not available', 'ATTEMPT_FAILED recipient.not_available'],
  ['Returned to sender', 'RETURNED'],
  ['Returning to sender', 'RETURNING'],
  ['Return to sender', 'RETURNING'],
  ['Out for delivery', 'OUT_FOR_DELIVERY'],
  ["It's on board with driver", 'OUT_FOR_DELIVERY'],
  ['Onboard for delivery', 'OUT_FOR_DELIVERY'],
  ['Package damaged at hub', 'EXCEPTION carrier.damage'],
  ['Parcel lost', 'TERMINATED carrier.lost'],
  ['Shipment cancelled', 'TERMINATED shipper.cancelled'],
  ['Refused by recipient', 'ATTEMPT_FAILED recipient.refused'],
  ['Incorrect address', 'EXCEPTION address.incorrect'],
  ['Held in customs', 'HELD customs.inspection'],
  ['Cleared customs', 'CUSTOMS_CLEARED'],
  ['Customs Cleared', 'CUSTOMS_CLEARED'],
  ['Item is in Customs', 'CUSTOMS_STARTED'],
  ['Delayed due to weather', 'DELAYED external.weather'],
  ['Ready for pickup', 'AVAILABLE_FOR_PICKUP'],
  ['Delivered by driver to Pickup parcelshop', 'AVAILABLE_FOR_PICKUP'],
  ['Shipment information received', 'LABEL_CREATED'],
  ['Shipment Data Uploaded', 'LABEL_CREATED'],
  ['Label created', 'LABEL_CREATED'],
  ['Picked up', 'ACCEPTED'],
  ['Pickup failed', 'PICKUP_FAILED'],
  ['Arrived at facility', 'IN_TRANSIT ARRIVED'],
  ['Departed from USA', 'IN_TRANSIT DEPARTED'],
  ['Processed at sort facility', 'IN_TRANSIT PROCESSED'],
  ['Arrived at Destination Delivery Office', 'AT_DELIVERY_DEPOT ARRIVED'],
  ['Notification sent', 'INFORMATION'],
  ['Something new', 'UNMAPPED'],
  ['Colis livré', 'DELIVERED'],
  ['En cours de livraison', 'OUT_FOR_DELIVERY'],
  ['Étiquette créée', 'LABEL_CREATED'],
  ['Échec de livraison', 'ATTEMPT_FAILED'],
  ['Mis à disposition', 'AVAILABLE_FOR_PICKUP'],
  ['Öffnung durch den Zoll', 'CUSTOMS_STARTED'],
  ['Destinataire absent', 'ATTEMPT_FAILED recipient.not_available'],
  ['Votre colis est disponible en point relais', 'AVAILABLE_FOR_PICKUP'],
  ['Die Sendung wurde erfolgreich zugestellt', 'DELIVERED'],
  ['Die Sendung wurde in das Zustellfahrzeug geladen', 'OUT_FOR_DELIVERY'],
  ['Zustellversuch', 'ATTEMPT_FAILED'],
  ['Entregado', 'DELIVERED'],
  ['En reparto', 'OUT_FOR_DELIVERY'],
  ['Pakket bezorgd', 'DELIVERED'],
  ['Bezorger is onderweg', 'OUT_FOR_DELIVERY'],
])('%s: %s', (text, expected) => expect(read(text)).toBe(expected));
