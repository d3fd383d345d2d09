import type { CodeRow } from './code-table';

export type WordingLanguage = 'en' | 'fr' | 'de' | 'es' | 'nl' | 'pl' | 'zh';

type Wording = readonly [pattern: RegExp, means: CodeRow['means'], more?: Omit<CodeRow, 'code' | 'text' | 'means'>];

const because = (...reasons: NonNullable<CodeRow['reasons']>) => ({ reasons });
const to = (deliveredTo: NonNullable<CodeRow['deliveredTo']>) => ({ deliveredTo });
const AT = { facilityAction: 'ARRIVED' } as const;
const FROM = { facilityAction: 'DEPARTED' } as const;
const THROUGH = { facilityAction: 'PROCESSED' } as const;

// The order is the meaning: what ends or stops a journey goes before what is on its way, and a return before a delivery.
// Announcements ("will be", "expected", "scheduled") prove nothing and go first. Outside of English a word does not end at
// \b, which takes an accented letter for no letter.

const EN: readonly Wording[] = [
  [
    /\b(sms|text|e-?mail|notification|photo)( message)? (was |has been )?sent\b|^(estimated|expected|scheduled) (delivery|arrival)\b|\bdelivery (date|time|window) (was )?(updated|changed|set|scheduled)\b|\bwill( now)? be (delivered|attempted)\b|\b(won'?t|will not) be delivered\b|^if you\b|\bproof of delivery (was |is |has been )?(requested|pending)\b/i,
    'INFORMATION',
  ],
  [/\bif not (collected|claimed|picked up)\b/i, 'AVAILABLE_FOR_PICKUP'],
  [/\bnot (yet )?been handed over\b|\bprocessed by (the )?(shipper|sender|merchant)\b/i, 'LABEL_CREATED'],
  [/\b(pick-?up|collection)( request| booking)? (was |is |has been )?cancel+ed\b/i, 'INFORMATION'],
  [
    /\b(recipient|receiver|customer|consignee)\b.*\b(requested|booked|chose|selected)\b.*\b(change|day|date|time|location|neighbou?r|delivery)/i,
    'INFORMATION',
    because('recipient.requested_change'),
  ],
  [/\breturned \(refused\b/i, 'RETURNING', because('recipient.refused')],
  [
    /(?<!\b(be|being|not|not yet) )\b(returned|delivered back|delivered) to (the )?(original |return )?(sender|shipper|merchant|seller)\b|\breturn (complete|received|delivered)\b|^returned$/i,
    'RETURNED',
  ],
  [
    /\breturn(ing|ed)?\b.*\b(sender|shipper|origin|merchant)\b|\bbeing delivered (back )?to (the )?(original )?(sender|shipper)\b|\b(shipment|parcel|package|item) returned\b|\bback to (the )?(sender|shipper)\b|\breturn to sender\b|\b(in|on) return\b|\b(is|are|being|was|be) return(ed|ing)\b|\breturn (initiated|in (progress|transit)|process)\b|\brts\b/i,
    'RETURNING',
  ],
  [
    /\b(declared|reported|confirmed|presumed|is|was|been|parcel|package|shipment|item|freight) lost\b|^lost\b|\bmissing (parcel|package|shipment)\b|\bunable to locate\b/i,
    'TERMINATED',
    because('carrier.lost'),
  ],
  [/\b(destroyed|disposed|discarded)\b/i, 'TERMINATED', because('carrier.destroyed')],
  [/\bdamaged?\b/i, 'EXCEPTION', because('carrier.damage')],
  [/\bseized\b|\bprohibited\b/i, 'HELD', because('customs.prohibited')],
  [
    /\b(order|shipment|label|consignment|pick-?up|booking|job|delivery)\b.*\b(cancel+ed|void(ed)?)\b|^(cancel+ed|void(ed)?)\b/i,
    'TERMINATED',
    because('shipper.cancelled'),
  ],
  [
    /\b(pick-?up|collection) (attempt(ed)?|failed|unsuccessful|missed)\b|\battempted (pick-?up|collection)\b|\b(failed|missed|unsuccessful) (pick-?up|collection)\b|\bunable to (pick ?up|collect)\b|\b(could not|couldn'?t|cannot) be (picked up|collected)\b/i,
    'PICKUP_FAILED',
  ],
  [
    /\b(re-?fused|rejected by (the )?(receiver|recipient|consignee|customer))\b/i,
    'ATTEMPT_FAILED',
    because('recipient.refused'),
  ],
  [
    /\b(un-?claimed|not (been )?(collected|claimed|picked up)|exceeded the storage period)\b/i,
    'EXCEPTION',
    because('recipient.not_collected'),
  ],
  [
    /\b(business|premises|company|store|shop|office|customer|receiver|consignee)\b.*\bclosed\b|^closed\b/i,
    'ATTEMPT_FAILED',
    because('recipient.business_closed'),
  ],
  [
    /\b(no-?one|nobody|customer|recipient|receiver|consignee|addressee|occupant)\b.*\b(not|un)[ -]?(available|home|in|present|at home)\b|\b(no-?one|nobody) (was )?(home|in|available|there)\b|\b(not|nobody|no one) (at )?home\b|\babsent\b/i,
    'ATTEMPT_FAILED',
    because('recipient.not_available'),
  ],
  [
    /\bno access\b|\b(can'?t|cannot|unable to|could not) (gain )?access\b|\baccess (denied|restricted|problem)\b|\bdog\b/i,
    'ATTEMPT_FAILED',
    because('address.access_restricted'),
  ],
  [/\bno (safe|secure) (place|location)\b|\bunsafe to leave\b/i, 'ATTEMPT_FAILED', because('address.no_safe_place')],
  [
    /\b(address|location)\b.*\b(not found|unknown|does not exist|cannot be found)\b|\bno such (number|address)\b|\bunable to find\b/i,
    'EXCEPTION',
    because('address.not_found'),
  ],
  [
    /\b(incorrect|insufficient|incomplete|invalid|bad|wrong|illegible|missing) (delivery |postal )?(address|postcode|zip)\b|\b(address|postcode)\b.*\b(incorrect|insufficient|incomplete|invalid|query|problem|issue|error)\b/i,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [/\baddress (was |has been )?(corrected|changed|updated)\b/i, 'INFORMATION', because('address.corrected')],
  [
    /\b(customer|recipient|consignee|addressee) (has )?moved\b|\bmoved\b.*\baddress\b/i,
    'EXCEPTION',
    because('recipient.moved'),
  ],
  [/\b(recipient|addressee|consignee|receiver) unknown\b|\bnot known at\b/i, 'EXCEPTION', because('recipient.unknown')],
  [
    /\b(duties|duty|tax(es)?|charges|payment|cod)\b.*\b(due|unpaid|required|pending|awaiting|outstanding)\b|\bawaiting payment\b/i,
    'HELD',
    because('customs.duties_unpaid'),
  ],
  [/\b(transmitted|sent|submitted)\b.*\bcustoms (information|data)\b/i, 'INFORMATION'],
  [
    /\bcustoms hold (was |has been )?(lifted|released|removed)\b|\breleased from (a )?customs hold\b/i,
    'CUSTOMS_CLEARED',
  ],
  [/\bhold (was |has been |is )?(cancel+ed|lifted|released|removed)\b/i, 'INFORMATION'],
  [/\bcustoms\b.*\b(document|paperwork|invoice|information)\b/i, 'HELD', because('customs.documents')],
  [
    /\b(held|hold|detained|inspection|examination|inspected)\b.*\bcustoms\b|\bcustoms\b.*\b(held|hold|detained|inspection|examination)\b/i,
    'HELD',
    because('customs.inspection'),
  ],
  [/\b(customs|clearance)\b.*\bdelay/i, 'HELD', because('customs.delay')],
  [
    /^(?!.*\b(not|awaiting|pending|before|until)\b).*\bclearance\b.*\b(completed?|finished|successful)\b/i,
    'CUSTOMS_CLEARED',
  ],
  [
    /\bnot (yet )?(been )?(cleared|released)\b.*\bcustoms\b|^customs( clearance)?\W*$|\bprocessed by customs\b|\b(not|awaiting|pending|before|for|until)\b.*\b(customs )?clearance\b|\b(in|into|to|at|with|presented to|submitted to|under) customs\b|\bcustoms (clearance )?(started|process(ing)?|in progress|entry)\b|\bclearance (in progress|processing|started)\b/i,
    'CUSTOMS_STARTED',
  ],
  [
    /\bcustoms\b.*\b(clear(ed|ance)|released?|complete)|\b(clear(ed|ance complete)|released?)\b.*\bcustoms\b|\bout of customs\b|\bclearance complete/i,
    'CUSTOMS_CLEARED',
  ],
  [/\bweather\b|\bstorm\b|\bsnow\b|\bflood/i, 'DELAYED', because('external.weather')],
  [
    /\bmis-?(sort|rout|sent|direct)|\bsorted to (the |an )?(incorrect|wrong)\b/i,
    'EXCEPTION',
    because('carrier.missort'),
  ],
  [
    /\b(attempt|unsuccessful|failed|failure|unable|not|could not|cannot|couldn'?t)\b.*\bdeliver|\bdelivery\b.*\b(attempt(ed)?|unsuccessful|failed|failure|exception|impossible|not (made|possible))\b|\bundeliverable\b|\bun-?delivered\b|\bfailed attempt\b|\b(card|notice|note) (was )?left\b|\bleft (a )?(card|notice)\b/i,
    'ATTEMPT_FAILED',
  ],
  [/\b(delay(ed)?|running late|late|re-?scheduled|postponed)\b/i, 'DELAYED'],
  [
    /\b(can|may|to|must) be (collected|picked up)\b(?!.*\b(sender|shipper|courier|driver|carrier|merchant|seller)\b)|\buntil (it is )?(collected|picked up)\b/i,
    'AVAILABLE_FOR_PICKUP',
  ],
  [/\bdelivered\b.*\bmail ?box\b.*\blocker\b|\bdelivered\b.*\blocker\b.*\bmail ?box\b/i, 'DELIVERED', to('OTHER')],
  [/^held (at|in)\b(?!.*\b(pick-?up|collect)).*\b(depot|facility|terminal|station|hub)\b/i, 'HELD'],
  [
    /\bdelivered to (the |a |an |our )?(sort(ing|ation)? (centre|center|facility|office)|station|driver|courier|airline|airport|warehouse)\b/i,
    'IN_TRANSIT',
    THROUGH,
  ],
  [/\bdelivered to (the |a |our )?(\w+ )?(depot|terminal|hub)\b/i, 'AT_DELIVERY_DEPOT', AT],
  [/\bbeing brought to\b/i, 'IN_TRANSIT', THROUGH],
  [/\b(recipient|receiver)'?s'? region\b/i, 'IN_TRANSIT', AT],
  [
    /\b(collected|picked up)\b.*\bby (the )?(recipient|receiver|customer|consignee|addressee)\b|\b(recipient|receiver|customer|consignee|addressee) (has )?(collected|picked up)\b/i,
    'DELIVERED',
    to('SERVICE_POINT'),
  ],
  [/^arriv(al|ed) (at|in) (the )?(local )?post office\b/i, 'AT_DELIVERY_DEPOT', AT],
  [
    /\b(posted|handed (in|over)|dropped off|lodged)\b.*\b(by|from) (the )?(sender|shipper|merchant)\b|\b(sender|shipper) (has )?(posted|handed (in|over)|dropped off)\b/i,
    'ACCEPTED',
  ],
  [
    /^(?!.*\b(out|on ?board|loaded|driver|courier|vehicle|van|truck)\b).*\b(to|will|can|may|should|must) be (re-?)?delivered\b/i,
    'INFORMATION',
  ],
  [
    /\b(routed|re-?routed|redirected|diverted|forwarded|on (its|the) way|en ?route|in transit|being (sent|taken|moved|transported|transferred))\b.*\bto\b.*\b(parcel ?shop|pick-?up (point|location|station)|collection point|service point|access point|locker|post office)\b/i,
    'IN_TRANSIT',
  ],
  [/\b(awaiting|ready for) (collection|pick-?up) by (the |a |our )?(courier|driver|carrier)\b/i, 'LABEL_CREATED'],
  [/\b(collected|picked up) (from|at)\b.*\bby (the |a |our )?(courier|driver|carrier)\b/i, 'IN_TRANSIT', THROUGH],
  [
    /\b(accepted|acceptance) (at|by|in)\b.*\b(parcel ?shop|service point|access point|post office|counter)\b/i,
    'ACCEPTED',
  ],
  [
    /\b(ready|available|awaiting|waiting|held)\b.*\b(pick-?up|collect(ion)?|collected|picked up)\b|\b(at|to|in|into|by)\b.*\b(parcel ?shop|pick-?up (point|location|station)|collection point|service point|access point|locker|post office|counter)\b(?!.*\b(recipient|customer|consignee)\b)/i,
    'AVAILABLE_FOR_PICKUP',
  ],
  [
    /\b(out|on ?board|loaded|with (the )?(driver|courier)|on (the )?(vehicle|van|truck))\b.*\b(deliver|driver|courier)|\bout for delivery\b|\bbeing delivered\b|\bdoorstep shortly\b|\b(with|on board with) (the )?(delivery )?(driver|courier)\b|\bdelivery (en ?route|in progress|today)\b|\bdelivery of\b.*\bin progress\b|\bon (its|the) way to (you|the (recipient|customer))\b|\b(on|loaded (on)?to) (delivery )?(vehicle|van)\b/i,
    'OUT_FOR_DELIVERY',
  ],
  [
    /\b(collected|picked up) (by|from|at)\b.*\b(recipient|customer|consignee|addressee|shop|locker|point|counter|post office)\b/i,
    'DELIVERED',
    to('SERVICE_POINT'),
  ],
  [
    /\bdelivered to (the |a |an )?((final|local|last[- ]mile|delivery|partner|destination|postal|third[- ]party|delivering) )*(carrier|partner|courier)\b|\bdelivered to (the |an )?agent for (final )?delivery\b/i,
    'PARTNER_HANDOFF',
  ],
  [/\b(partially delivered|partial delivery|delivered (partially|in part))\b/i, 'INFORMATION'],
  [/\bdeliver(ed|y)\b.*\bneighbou?r\b|\bleft with (a )?neighbou?r\b/i, 'DELIVERED', to('NEIGHBOR')],
  [
    /\bleft (in|at|with) (the )?(reception(ist)?|mail ?room|concierge|front desk|security|leasing office|office)\b/i,
    'DELIVERED',
    to('RECEPTION'),
  ],
  [
    /\bdeliver(ed|y)\b.*\b(safe (place|location)|porch|front door|garage|door ?step)\b|\bleft (in|at|on|by) (a |the )?(safe|front|door|porch|garage|patio|deck|car ?port|shed|side|back|rear)/i,
    'DELIVERED',
    to('SAFE_PLACE'),
  ],
  [/\bdeliver(ed|y)\b.*\b(mail ?box|letter ?box)\b/i, 'DELIVERED', to('MAILBOX')],
  [/\bdeliver(ed|y)\b.*\b(reception|mail ?room|concierge|front desk)\b/i, 'DELIVERED', to('RECEPTION')],
  [
    /\b(handed|given) (directly )?to (the )?(resident|recipient|customer|addressee|consignee|receiver)\b(?! service)/i,
    'DELIVERED',
    to('RECIPIENT'),
  ],
  [
    /\b(delivered|delivery (was )?(completed?|confirmed|successful|made)|proof of delivery|signed (for|by)|successfully delivered|pod)\b/i,
    'DELIVERED',
  ],
  [
    /\b(handed|hand-?over|transferred|tendered|given|passed|forwarded|released|injected)\b.*\b(to )?(the )?(final|local|last[- ]mile|delivery|partner|destination|postal|next|third[- ]party|end)[ -]*(carrier|partner|post(al)?|agent|courier|operator|service|delivery)/i,
    'PARTNER_HANDOFF',
  ],
  [
    /\b(arrived|received|at|in)\b.*\b(delivery (base|depot|station|office|centre|center|facility|hub|unit|terminal)|destination (depot|terminal|facility|station|hub|branch|office))\b/i,
    'AT_DELIVERY_DEPOT',
    AT,
  ],
  [
    /\b(label|shipping (info|information|label|data)|shipment (info|information|data|details)|electronic|pre-?advice|pre-?advised|pre-?alert|order (info|information|data)|manifest|data|booking|consignment|advice|edi)\b.*\b(created|received|printed|generated|uploaded|sent|submitted|transmitted|accepted|entered|registered|approved|booked)\b|\b(order|shipment|booking|consignment|parcel|package) (was |has been )?(created|placed|registered|booked|announced|pre-?advised)\b|\bawaiting (pick-?up|collection|carrier|item|parcel|package|shipment)\b|\bpre-?(advice|alert|transit|shipment)\b|\binfo(rmation)? received\b|\bready to (ship|be shipped)\b|\bprovided by the (sender|shipper)\b.*\belectronically\b/i,
    'LABEL_CREATED',
  ],
  [
    /\b(picked up|pick-?up (was )?(scan|complete|completed|done|successful)|collected( from)?|collection (complete|scan|made)|accepted( at| by)?|acceptance|received (by|from|at) (the )?(carrier|sender|shipper|origin|courier)|origin scan|first scan|possession)\b/i,
    'ACCEPTED',
  ],
  [
    /\b(depart(ed|ure)?|left|dispatch(ed)?|despatch(ed)?|leaving|shipped from|line-?haul|uplift(ed)?|flight)\b/i,
    'IN_TRANSIT',
    FROM,
  ],
  [/\b(arriv(ed|al|ing)|received (at|in|by)|unloaded|inbound|landed)\b/i, 'IN_TRANSIT', AT],
  [/\b(shipment|parcel|package|item) (is |was |has been )?stopped\b|^stopped$/i, 'HELD'],
  [/\b(on hold|hold|held|hold for|awaiting (instruction|customer|information))\b/i, 'HELD'],
  [
    /\b(in transit|transit|en ?route|on (its|the) way|processed|processing|sort(ed|ing)?|scanned|scan|hub|depot|facility|terminal|forwarded|transferred|loaded|moving|export(ed)?|import(ed)?|consolidated|bagged|manifested|inducted|transported|cross-? ?docked)\b/i,
    'IN_TRANSIT',
    THROUGH,
  ],
];

const FR: readonly Wording[] = [
  [
    /(?<!\p{L})pas encore (été )?(livré|distribué|remis)|^livraison (prévue|estimée|programmée)(?!\p{L})/iu,
    'INFORMATION',
  ],
  [
    /(?<!\p{L})en attente (d'enlèvement|de retrait|de collecte|de prise en charge) par (le |la |un |notre )?(transporteur|livreur|chauffeur|coursier)/iu,
    'LABEL_CREATED',
  ],
  [
    /(?<!\p{L})retiré(?!\p{L}).* par (le |un |notre )?(transporteur|livreur|chauffeur|coursier)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
  [
    /(?<!\p{L})(livré|remis)e? (au|à l['’]|à la|en|dans (le |notre |l['’])?) ?(dépôt|entrepôt|plateforme|hub|agence (de )?(distribution|livraison|destination)|centre (de )?(tri|distribution|livraison))/iu,
    'IN_TRANSIT',
    AT,
  ],
  [
    /(?<!\p{L})(?<!(?:être|pas|sera|seront) )(remis|livré|rendu|distribué)(?!\p{L}).*(?<!\p{L})expéditeur(?!\p{L})(?!.*(?<!\p{L})en cours(?!\p{L}))/iu,
    'RETURNED',
  ],
  [/(?<!\p{L})retour(?!\p{L})|(?<!\p{L})retourn|(?<!\p{L})renvoi|(?<!\p{L})réexpédi.*expéditeur/iu, 'RETURNING'],
  [/(?<!\p{L})perdu|(?<!\p{L})égaré/iu, 'TERMINATED', because('carrier.lost')],
  [/(?<!\p{L})détrui/iu, 'TERMINATED', because('carrier.destroyed')],
  [/(?<!\p{L})avari|(?<!\p{L})endommag|(?<!\p{L})cassé/iu, 'EXCEPTION', because('carrier.damage')],
  [/(?<!\p{L})annul/iu, 'TERMINATED', because('shipper.cancelled')],
  [/(?<!\p{L})refus/iu, 'ATTEMPT_FAILED', because('recipient.refused')],
  [/(?<!\p{L})(absen(t|ce)|pas présent)/iu, 'ATTEMPT_FAILED', because('recipient.not_available')],
  [/(?<!\p{L})ferm(é|eture)/iu, 'ATTEMPT_FAILED', because('recipient.business_closed')],
  [
    /(?<!\p{L})adresse(?!\p{L}).*(?<!\p{L})(incompl|incorrect|erron|inexact|insuffisant)|(?<!\p{L})(mauvaise|fausse) adresse(?!\p{L})/iu,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [
    /(?<!\p{L})adresse(?!\p{L}).*(?<!\p{L})(inconnu|introuvable)|(?<!\p{L})npai(?!\p{L})/iu,
    'EXCEPTION',
    because('address.not_found'),
  ],
  [/(?<!\p{L})(destinataire) inconnu/iu, 'EXCEPTION', because('recipient.unknown')],
  [
    /(?<!\p{L})accès(?!\p{L}).*(?<!\p{L})(impossible|difficile)/iu,
    'ATTEMPT_FAILED',
    because('address.access_restricted'),
  ],
  [/(?<!\p{L})intempéri|(?<!\p{L})météo/iu, 'DELAYED', because('external.weather')],
  [
    /(?<!\p{L})(retenu|bloqué)(?!\p{L}).*(?<!\p{L})douan|(?<!\p{L})douan.*(?<!\p{L})(retenu|bloqué|contrôle)/iu,
    'HELD',
    because('customs.inspection'),
  ],
  [/(?<!\p{L})(dédouané|sorti.*douan|douan.*(terminé|libéré|effectué))/iu, 'CUSTOMS_CLEARED'],
  [/(?<!\p{L})douan|(?<!\p{L})dédouanement/iu, 'CUSTOMS_STARTED'],
  [
    /(?<!\p{L})(non livr|livraison (impossible|non effectuée|échouée)|(n'a pas pu|n'a pu|ne (peut|pouvait|pourra)( pas)?) être (livré|distribué|remis)|n'avons (pas )?pu (vous )?(livrer|remettre|distribuer)|impossible de (vous )?(livrer|remettre|distribuer)|échec|tentative|avis de passage|avisé|non distribu|pas été livré)/iu,
    'ATTEMPT_FAILED',
  ],
  [/(?<!\p{L})retard|(?<!\p{L})report(é|ée)(?!\p{L})|(?<!\p{L})nouvelle livraison/iu, 'DELAYED'],
  [
    /^(?!.*(en cours de (livraison|distribution)|en livraison|en tournée|disponible)).*(?<!\p{L})(sera|seront|serait|va être|doit être|devrait être|pourra être) (livré|distribué|remis|déposé)/iu,
    'INFORMATION',
  ],
  [
    /(?<!\p{L})(disponible|à disposition|mis à disposition|attend|en attente de retrait|prêt à être retiré)(?!\p{L}).*|(?<!\p{L})(arrivé|déposé|livré)(?!\p{L}).*(?<!\p{L})(point|relais|consigne|bureau de poste|commerçant)/iu,
    'AVAILABLE_FOR_PICKUP',
  ],
  [
    /(?<!\p{L})(en cours de livraison|en livraison|en tournée|mis en livraison|en cours de distribution|préparé pour (la )?livraison.*jour)/iu,
    'OUT_FOR_DELIVERY',
  ],
  [/(?<!\p{L})(voisin)/iu, 'DELIVERED', to('NEIGHBOR')],
  [/(?<!\p{L})bo[iî]te (aux|à) lettres/iu, 'DELIVERED', to('MAILBOX')],
  [/(?<!\p{L})retiré/iu, 'DELIVERED', to('SERVICE_POINT')],
  [
    /(?<!\p{L})(livré|livrée|distribué|livraison effectuée|remis au destinataire|remis contre signature)/iu,
    'DELIVERED',
  ],
  [
    /(?<!\p{L})(étiquette|annonc|attendons|en attente de prise en charge|préparation|prêt à être expédié|informé|données|déclaration réceptionnée|créé|enregistr)/iu,
    'LABEL_CREATED',
  ],
  [
    /(?<!\p{L})(pris en charge|prise en charge|ramassé|ramassage|collecté|enlevé|enlèvement|cueillette|déposé)/iu,
    'ACCEPTED',
  ],
  [
    /(?<!\p{L})(arrivé|arrivée|réceptionné)(?!\p{L}).*(?<!\p{L})(agence|site|centre).*(distribution|livraison)/iu,
    'AT_DELIVERY_DEPOT',
    AT,
  ],
  [/(?<!\p{L})(arrivé|arrivée|réceptionné|reçu)/iu, 'IN_TRANSIT', AT],
  [/(?<!\p{L})(départ|parti|quitté|expédié|sorti)/iu, 'IN_TRANSIT', FROM],
  [
    /(?<!\p{L})(en cours d'acheminement|acheminement|en transit|transit|tri|traité|plateforme|en transport)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
];

const DE: readonly Wording[] = [
  [/^(zustellung|lieferung) (voraussichtlich|geplant|erwartet)/iu, 'INFORMATION'],
  [/(?<!\p{L})(zustellung|lieferung) (ist |war )?(unmöglich|nicht möglich)/iu, 'ATTEMPT_FAILED'],
  [/(?<!\p{L})(sendung|paket) (wurde )?(gestoppt|angehalten)/iu, 'HELD'],
  [
    /(?<!\p{L})(vom|durch den) (kurier|fahrer|zusteller|boten)(?!\p{L}).*(filiale|paketshop|packstation).*(?<!\p{L})abgeholt/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
  [
    /(?<!\p{L})(sms|e-?mail|benachrichtigung|mitteilung)(?!\p{L}).*(?<!\p{L})(verschickt|versandt|versendet|gesendet)|(?<!\p{L})(wunschtag|wunschort|wunschnachbar|wunschzeit|wunschzustellung|liefertag|zustelltag|zustelltermin|terminvereinbarung|ablagevertrag|abstellgenehmigung)(?!\p{L}).*(?<!\p{L})(gebucht|gewählt|gewünscht|beauftragt|vereinbart|erteilt|hinterlegt|geändert)/iu,
    'INFORMATION',
  ],
  [
    /(?<!\p{L})(wurde|ist|an den)(?!\p{L}).*(?<!\p{L})(absender|versender)(?!\p{L}).*(?<!\p{L})(zugestellt|zurückgegeben|übergeben)|(?<!\p{L})(rücksendung|retoure)(?!\p{L}).*(?<!\p{L})(erfolgreich )?zugestellt/iu,
    'RETURNED',
  ],
  [
    /(?<!\p{L})(zurück (an|zum|zu)|rücksend|retour|rückversand|zurückge(sandt|schickt|sendet|führt)|zurückgeh|rücktransport|rückführung)/iu,
    'RETURNING',
  ],
  [/(?<!\p{L})verlor|(?<!\p{L})verlust/iu, 'TERMINATED', because('carrier.lost')],
  [/(?<!\p{L})vernichtet/iu, 'TERMINATED', because('carrier.destroyed')],
  [/(?<!\p{L})beschädig/iu, 'EXCEPTION', because('carrier.damage')],
  [/(?<!\p{L})storn|(?<!\p{L})annull/iu, 'TERMINATED', because('shipper.cancelled')],
  [
    /(?<!\p{L})annahme(?!\p{L}).*(?<!\p{L})verweiger|(?<!\p{L})verweigert/iu,
    'ATTEMPT_FAILED',
    because('recipient.refused'),
  ],
  [
    /(?<!\p{L})(absender|versender)(?!\p{L}).*(?<!\p{L})nicht (angetroffen|anwesend)|(?<!\p{L})abholung(?!\p{L}).*(?<!\p{L})(fehlgeschlagen|nicht möglich|erfolglos)/iu,
    'PICKUP_FAILED',
  ],
  [
    /(?<!\p{L})nicht (abgeholt|angefordert)|(?<!\p{L})nicht(?!\p{L}).*(?<!\p{L})abgeholt/iu,
    'EXCEPTION',
    because('recipient.not_collected'),
  ],
  [
    /(?<!\p{L})(empfänger|kunde|niemand)(?!\p{L}).*(?<!\p{L})(nicht (angetroffen|anwesend|zuhause|zu hause|erreichbar)|abwesend)|(?<!\p{L})nicht angetroffen|(?<!\p{L})nicht zu ?hause/iu,
    'ATTEMPT_FAILED',
    because('recipient.not_available'),
  ],
  [/(?<!\p{L})geschlossen|(?<!\p{L})betriebsferien/iu, 'ATTEMPT_FAILED', because('recipient.business_closed')],
  [
    /(?<!\p{L})(adresse|anschrift)(?!\p{L}).*(?<!\p{L})(falsch|fehlerhaft|unvollständig|unzureichend|unkorrekt|inkorrekt|nicht korrekt)|(?<!\p{L})(falsche|fehlerhafte|unvollständige) (adresse|anschrift)/iu,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [
    /(?<!\p{L})empfänger(?!\p{L}).*(?<!\p{L})(unbekannt|nicht zu ermitteln|nicht ermittelt|verzogen)/iu,
    'EXCEPTION',
    because('recipient.unknown'),
  ],
  [
    /(?<!\p{L})(hausnummer|adresse|empfänger)(?!\p{L}).*(?<!\p{L})nicht (gefunden|vorhanden)/iu,
    'EXCEPTION',
    because('address.not_found'),
  ],
  [
    /(?<!\p{L})(zugang|zutritt)(?!\p{L}).*(?<!\p{L})nicht|(?<!\p{L})kein (zugang|zutritt)|(?<!\p{L})nicht zugänglich/iu,
    'ATTEMPT_FAILED',
    because('address.access_restricted'),
  ],
  [
    /(?<!\p{L})(zoll|zollamt)(?!\p{L}).*(?<!\p{L})(angehalten|beschlagnahm|prüfung|kontrolle)/iu,
    'HELD',
    because('customs.inspection'),
  ],
  [/(?<!\p{L})(verzollt|zoll.*(freigegeben|abgeschlossen)|verzollung.*abgeschlossen)/iu, 'CUSTOMS_CLEARED'],
  [/(?<!\p{L})zoll|(?<!\p{L})verzollung/iu, 'CUSTOMS_STARTED'],
  [/(?<!\p{L})(un)?wetter|(?<!\p{L})witterung/iu, 'DELAYED', because('external.weather')],
  [/(?<!\p{L})(fehlgeleitet|falsch (sortiert|verladen)|fehlverladen)/iu, 'EXCEPTION', because('carrier.missort')],
  [
    /(?<!\p{L})(nicht (erfolgreich )?(zugestellt|ausgeliefert)|zustellversuch|zustellung.*(nicht (möglich|erfolgreich)|erfolglos|fehlgeschlagen)|benachrichtig(t|ung).*(hinterlassen|karte)|zustellhindernis)|(?<!\p{L})konnte(?!\p{L}).*(?<!\p{L})nicht(?!\p{L}).*(?<!\p{L})(zugestellt|ausgeliefert)/iu,
    'ATTEMPT_FAILED',
  ],
  [
    /(?<!\p{L})verspät|(?<!\p{L})verzöger|(?<!\p{L})verschoben|(?<!\p{L})neuer zustelltermin|(?<!\p{L})nächsten werktag.*zugestellt/iu,
    'DELAYED',
  ],
  [
    /(?<!\p{L})(vom|durch den|der) (absender|versender|auftraggeber)(?!\p{L}).*(?<!\p{L})(eingeliefert|abgegeben|aufgegeben|übergeben|abgeholt)|(?<!\p{L})(beim|vom) (absender|versender) abgeholt/iu,
    'ACCEPTED',
  ],
  [/(?<!\p{L})kann(?!\p{L}).*(?<!\p{L})abgeholt werden/iu, 'AVAILABLE_FOR_PICKUP'],
  [/(?<!\p{L})verladung(?!\p{L}).*(?<!\p{L})vorbereitet/iu, 'AT_DELIVERY_DEPOT', AT],
  [
    /(?<!\p{L})empfänger(?!\p{L}).*(?<!\p{L})(abgeholt|entnommen)|(?<!\p{L})abholung(?!\p{L}).*(?<!\p{L})durch (den )?empfänger(?!\p{L})|(?<!\p{L})(aus der|in der|im|am)(?!\p{L}).*(?<!\p{L})(packstation|filiale|[\p{L}-]*paketshop|agentur|schalter)(?!\p{L}).*(?<!\p{L})(abgeholt|entnommen)/iu,
    'DELIVERED',
    to('SERVICE_POINT'),
  ],
  [
    /(?<!\p{L})wird(?!\p{L}).*(?<!\p{L})gebracht|(?<!\p{L})auf dem weg (in|zu)\p{L}* .*(filiale|paketshop|packstation|paketstation|abholstation)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
  [
    /(?<!\p{L})(bereit|abholbereit|hinterlegt)(?!\p{L})|(?<!\p{L})abgeholt werden|(?<!\p{L})liegt (ab|in|im|zur)(?!\p{L})|(?<!\p{L})(in|im|an|am|bei|dem|den|die|der|zum|zur)(?!\p{L}).*(?<!\p{L})(filiale|[\p{L}-]*paketshop|packstation|paketstation|agentur|abholstation)(?!\p{L})(?!.*(?<!\p{L})wird(?!\p{L})).*(?<!\p{L})(hinterlegt|zugestellt|gebracht|geliefert|angeliefert|eingetroffen|angekommen)/iu,
    'AVAILABLE_FOR_PICKUP',
  ],
  [
    /(?<!\p{L})(wird|werden)(?!\p{L}).*(?<!\p{L})(heute|im laufe des tages)(?!\p{L}).*(?<!\p{L})(zugestellt|ausgeliefert|geliefert)|(?<!\p{L})(zustellfahrzeug|in (der )?(zustellung|auslieferung)|auf dem weg zum empfänger|unterwegs zum empfänger|zustelltour)(?!\p{L})|(?<!\p{L})wird (zugestellt|ausgeliefert)/iu,
    'OUT_FOR_DELIVERY',
  ],
  [/(?<!\p{L})nachbar/iu, 'DELIVERED', to('NEIGHBOR')],
  [/(?<!\p{L})briefkasten/iu, 'DELIVERED', to('MAILBOX')],
  [/(?<!\p{L})(ablageort|wunschort|abgestellt|abstellort|garage|haustür)/iu, 'DELIVERED', to('SAFE_PLACE')],
  [
    /(?<!\p{L})(wird|werden|voraussichtlich|geplante?r?)(?!\p{L}).*(?<!\p{L})(zugestellt|ausgeliefert|zustellung)/iu,
    'INFORMATION',
  ],
  [/(?<!\p{L})(zugestellt|ausgeliefert|zustellung erfolgreich|erfolgreiche? zustellung|ausgehändigt)/iu, 'DELIVERED'],
  [
    /(?<!\p{L})(elektronisch|angekündigt|sendungsdaten|auftragsdaten|paketdaten|vorabinformation|avis|noch nicht an .* übergeben|daten.*(übermittelt|erfasst|empfangen|eingegangen))/iu,
    'LABEL_CREATED',
  ],
  [
    /(?<!\p{L})(region des empfängers|ziel-?paketzentrum)(?!\p{L}).*(?<!\p{L})(angekommen|eingetroffen)/iu,
    'IN_TRANSIT',
    AT,
  ],
  [/(?<!\p{L})(ziel-?paketzentrum|region des empfängers)/iu, 'IN_TRANSIT', THROUGH],
  [/(?<!\p{L})(zustellbasis|zustelldepot|zustellstützpunkt|ziel-?depot|empfangsdepot)/iu, 'AT_DELIVERY_DEPOT', AT],
  [
    /(?<!\p{L})(vom absender|eingeliefert|abgeholt vom|übernommen|aufgegeben|an (gls|dpd|hermes|dhl) übergeben|vom versender|im [\p{L} -]*paketshop abgegeben|(von|vom)(?!\p{L}).*(?<!\p{L})(auftraggeber|versender|absender)(?!\p{L}).*(?<!\p{L})erhalten)/iu,
    'ACCEPTED',
  ],
  [/(?<!\p{L})(lagert|eingelagert|gelagert|angehalten)/iu, 'HELD', because('carrier.held_at_facility')],
  [/(?<!\p{L})(verlassen|abgang|abgefahren|weitergeleitet|ausgang)/iu, 'IN_TRANSIT', FROM],
  [/(?<!\p{L})(eingetroffen|angekommen|eingang|erreicht|ankunft)/iu, 'IN_TRANSIT', AT],
  [
    /(?<!\p{L})(transport|weitertransport|bearbeitet|sortiert|umgeladen|unterwegs|paketzentrum|verteilzentrum|depot|umschlag|gebracht)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
];

const PL: readonly Wording[] = [
  [/(?<!\p{L})(powiadomi|awizo wysłan|sms|e-?mail)/iu, 'INFORMATION'],
  [/(?<!\p{L})(zwrócon|doręczon)\p{L}*(?!\p{L}).*(?<!\p{L})nadawc/iu, 'RETURNED'],
  [/(?<!\p{L})zwr(ot|ac|óc)/iu, 'RETURNING'],
  [/(?<!\p{L})(zagubion|zaginion|zaginę)/iu, 'TERMINATED', because('carrier.lost')],
  [/(?<!\p{L})uszkodz/iu, 'EXCEPTION', because('carrier.damage')],
  [/(?<!\p{L})anulowan/iu, 'TERMINATED', because('shipper.cancelled')],
  [/(?<!\p{L})odm(ówi|ow|awi)/iu, 'ATTEMPT_FAILED', because('recipient.refused')],
  [
    /(?<!\p{L})(nieobecn|nie zastan|nie było w domu|nikogo nie)/iu,
    'ATTEMPT_FAILED',
    because('recipient.not_available'),
  ],
  [
    /(?<!\p{L})(błędn|niepełn|nieprawidłow|niekompletn)\p{L}*(?!\p{L}).*(?<!\p{L})adres/iu,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [
    /(?<!\p{L})zwolnion\p{L}*(?!\p{L}).*(?<!\p{L})cel|(?<!\p{L})odpraw\p{L}*(?!\p{L}).*(?<!\p{L})zakończ/iu,
    'CUSTOMS_CLEARED',
  ],
  [/(?<!\p{L})odpraw|(?<!\p{L})celn/iu, 'CUSTOMS_STARTED'],
  [
    /(?<!\p{L})(próba doręczenia|niedoręczon|nie (można |udało się )?doręczy|nie (została )?doręczon|nieudan\p{L}* (próba )?doręcz|doręczenie nie powiod)/iu,
    'ATTEMPT_FAILED',
  ],
  [/(?<!\p{L})opóźni/iu, 'DELAYED'],
  [/(?<!\p{L})(zostanie|zostaną|będzie|będą|ma być) doręczon/iu, 'INFORMATION'],
  [/(?<!\p{L})(oczekuj|gotow|czeka)\p{L}*(?!\p{L}).*(?<!\p{L})kurier/iu, 'LABEL_CREATED'],
  [
    /(?<!\p{L})(oczekuj\p{L}*|gotow\p{L}*|czeka)(?!\p{L}).*(?<!\p{L})(odbi|odebra)|(?<!\p{L})do odbioru(?!\p{L})|(?<!\p{L})(dostarczon|doręczon|umieszczon|pozostawion)\p{L}* (do|w) (punk|paczkoma|automa|skryt)/iu,
    'AVAILABLE_FOR_PICKUP',
  ],
  [/(?<!\p{L})(przyjęt|dostarczon|dotar)\p{L}* (do|w) oddzia\p{L}* doręcz/iu, 'AT_DELIVERY_DEPOT', AT],
  [/(?<!\p{L})(przyjęt|dostarczon)\p{L}* (do|w) (oddzia|sortown|centr|magazyn|terminal|filii)/iu, 'IN_TRANSIT', AT],
  [/(?<!\p{L})odebran\p{L}*(?!\p{L}).*(?<!\p{L})kurier/iu, 'ACCEPTED'],
  [
    /(?<!\p{L})(przekazan|wydan)\p{L}*(?!\p{L}).*(?<!\p{L})(kurier|doręcz)|(?<!\p{L})w doręczeniu|(?<!\p{L})w drodze do odbiorcy/iu,
    'OUT_FOR_DELIVERY',
  ],
  [/(?<!\p{L})sąsia/iu, 'DELIVERED', to('NEIGHBOR')],
  [/(?<!\p{L})odebran\p{L}*(?!\p{L}).*(?<!\p{L})(odbiorc|klient|adresat|punk)/iu, 'DELIVERED', to('SERVICE_POINT')],
  [/(?<!\p{L})(doręczon|dostarczon)/iu, 'DELIVERED'],
  [
    /(?<!\p{L})(dane (elektroniczne )?przesyłki|zarejestrowan|etykiet|przygotowan\p{L}* przez nadawc)/iu,
    'LABEL_CREATED',
  ],
  [/(?<!\p{L})(odebran|przyjęt|nadan)/iu, 'ACCEPTED'],
  [/(?<!\p{L})(dotarła do oddziału|oddzia\p{L}* doręcz)/iu, 'AT_DELIVERY_DEPOT', AT],
  [/(?<!\p{L})(opuścił|wysłan)/iu, 'IN_TRANSIT', FROM],
  [/(?<!\p{L})(dotar|przybył|przyby)/iu, 'IN_TRANSIT', AT],
  [/(?<!\p{L})(sortown|sortow|w drodze|w trasie|w transporcie|w trakcie|obsługiwan)/iu, 'IN_TRANSIT', THROUGH],
];

const ES: readonly Wording[] = [
  [/(?<!\p{L})entrega imposible/iu, 'ATTEMPT_FAILED'],
  [
    /(?<!\p{L})pendiente de (recogida|recoger) por (el|la|su) (transportista|mensajer|repartidor|courier)/iu,
    'LABEL_CREATED',
  ],
  [
    /(?<!\p{L})recogid[oa] por (el|la|un) (transportista|mensajer|repartidor)\p{L}*.*(punto|oficina|citypaq)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
  [
    /(?<!\p{L})entregad[oa] en (el |la |nuestr[oa] )?(depósito|delegación|almacén|nave|plataforma|centro (de |logístico))/iu,
    'IN_TRANSIT',
    AT,
  ],
  [/(?<!\p{L})(una vez|cuando (sea|esté|haya sido)) entregad|(?<!\p{L})intento de entrega.*programad/iu, 'INFORMATION'],
  [/(?<!\p{L})no (ha sido |fue )?recogid/iu, 'EXCEPTION', because('recipient.not_collected')],
  [/(?<!\p{L})no (ha sido |fue )?admitid/iu, 'EXCEPTION'],
  [/(?<!\p{L})recogid[oa] por (el|la|su) (destinatari|client)/iu, 'DELIVERED', to('SERVICE_POINT')],
  [/(?<!\p{L})(?<!(?:será|ser) )devuelto(?!\p{L}).*(?<!\p{L})(remitente|origen)/iu, 'RETURNED'],
  [/(?<!\p{L})entregad[oa] (a|al|a su|a la) (remitente|expedidor)/iu, 'RETURNED'],
  [/(?<!\p{L})entregad[oa] por (el|su|la) (remitente|expedidor)|(?<!\p{L})admitid[oa]/iu, 'ACCEPTED'],
  [/(?<!\p{L})devoluc|(?<!\p{L})devuelt|(?<!\p{L})retorno/iu, 'RETURNING'],
  [/(?<!\p{L})extrav|(?<!\p{L})perdid/iu, 'TERMINATED', because('carrier.lost')],
  [
    /(?<!\p{L})dañad|(?<!\p{L})deteriorad|(?<!\p{L})averiad|(?<!\p{L})roto(?!\p{L})/iu,
    'EXCEPTION',
    because('carrier.damage'),
  ],
  [/(?<!\p{L})anulad|(?<!\p{L})cancelad/iu, 'TERMINATED', because('shipper.cancelled')],
  [/(?<!\p{L})rehusad|(?<!\p{L})rechazad/iu, 'ATTEMPT_FAILED', because('recipient.refused')],
  [
    /(?<!\p{L})ausente|(?<!\p{L})no (se encontraba|está)(?!\p{L})/iu,
    'ATTEMPT_FAILED',
    because('recipient.not_available'),
  ],
  [/(?<!\p{L})cerrad/iu, 'ATTEMPT_FAILED', because('recipient.business_closed')],
  [
    /(?<!\p{L})direcci[óo]n(?!\p{L}).*(?<!\p{L})(incorrect|incomplet|insuficient|err[óo]ne)/iu,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [
    /(?<!\p{L})direcci[óo]n(?!\p{L}).*(?<!\p{L})desconocid|(?<!\p{L})desconocid/iu,
    'EXCEPTION',
    because('recipient.unknown'),
  ],
  [/(?<!\p{L})(retenid|parad)\w*(?!\p{L}).*(?<!\p{L})aduan/iu, 'HELD', because('customs.inspection')],
  [/(?<!\p{L})no (ha sido |fue |está )?(despachad|liberad).*(?<!\p{L})aduan/iu, 'CUSTOMS_STARTED'],
  [
    /(?<!\p{L})(despachad|liberad|salida)\w*(?!\p{L}).*(?<!\p{L})aduan|(?<!\p{L})aduan.*(despachad|liberad|finalizad|completad)/iu,
    'CUSTOMS_CLEARED',
  ],
  [/(?<!\p{L})aduan/iu, 'CUSTOMS_STARTED'],
  [
    /(?<!\p{L})(no (ha sido |ha podido ser |fue |pudo ser )?(entregad|posible)|intento|fallid|no entregad)/iu,
    'ATTEMPT_FAILED',
  ],
  [/(?<!\p{L})retras|(?<!\p{L})demora/iu, 'DELAYED'],
  [/(?<!\p{L})caducad\w* en/iu, 'EXCEPTION', because('recipient.not_collected')],
  [/(?<!\p{L})(será|serán|va a ser|para ser|podrá ser|pendiente de ser) entregad/iu, 'INFORMATION'],
  [/(?<!\p{L})(en camino|en tránsito|va) (al?|hacia) .*(oficina|citypaq|punto de recogida)/iu, 'IN_TRANSIT', THROUGH],
  [
    /(?<!\p{L})(disponible|pendiente de recog|a disposición|para (ser )?recogid|en oficina|en (la )?oficina|citypaq|punto de recogida)/iu,
    'AVAILABLE_FOR_PICKUP',
  ],
  [
    /(?<!\p{L})(en reparto|en proceso de entrega|en entrega|sal(e|ió|ida) a reparto|a cargo del repartidor)/iu,
    'OUT_FOR_DELIVERY',
  ],
  [/(?<!\p{L})entregad[oa] al? (transportista|operador|agente)/iu, 'PARTNER_HANDOFF'],
  [/(?<!\p{L})vecin/iu, 'DELIVERED', to('NEIGHBOR')],
  [/(?<!\p{L})buzón/iu, 'DELIVERED', to('MAILBOX')],
  [/(?<!\p{L})entregad/iu, 'DELIVERED'],
  [
    /(?<!\p{L})(prerregistrad|pre-?registrad|informaci[óo]n (recibida|del env[íi]o)|grabad|registrad|etiqueta|pendiente de (depósito|admisión))/iu,
    'LABEL_CREATED',
  ],
  [/(?<!\p{L})(admitid|admisi[óo]n|recogid|depositad|recepcionad.*origen)/iu, 'ACCEPTED'],
  [/(?<!\p{L})(unidad de reparto|centro de reparto|oficina de entrega)/iu, 'AT_DELIVERY_DEPOT', AT],
  [/(?<!\p{L})(salida|ha salido|despachad)/iu, 'IN_TRANSIT', FROM],
  [/(?<!\p{L})(llegad|recibid|entrada)/iu, 'IN_TRANSIT', AT],
  [/(?<!\p{L})(en tr[áa]nsito|tr[áa]nsito|clasificad|en camino|en curso|tratamiento)/iu, 'IN_TRANSIT', THROUGH],
];

const NL: readonly Wording[] = [
  [/(?<!\p{L})(bezorging|levering) (is |was )?(onmogelijk|niet mogelijk)/iu, 'ATTEMPT_FAILED'],
  [/(?<!\p{L})wacht(en)? op (ophalen|afhaling) door/iu, 'LABEL_CREATED'],
  [
    /(?<!\p{L})opgehaald door (de |een )?(koerier|bezorger|vervoerder|chauffeur)(?!\p{L}).*(punt|parcelshop|automaat)/iu,
    'IN_TRANSIT',
    THROUGH,
  ],
  [/(?<!\p{L})opgehaald door (de |een )?(koerier|bezorger|vervoerder|chauffeur)/iu, 'ACCEPTED'],
  [
    /(?<!\p{L})(afgeleverd|bezorgd|geleverd) (bij|in|op|aan) (het |een )?(sorteer|depot|distributie|hub)/iu,
    'IN_TRANSIT',
    AT,
  ],
  [/(?<!\p{L})(bezorgd|afgeleverd|geleverd)(?!\p{L}).*(?<!\p{L})afzender/iu, 'RETURNED'],
  [/(?<!\p{L})retour|(?<!\p{L})terug naar(?!\p{L})/iu, 'RETURNING'],
  [/(?<!\p{L})zoek(geraakt)?(?!\p{L}).*(?<!\p{L})pakket|(?<!\p{L})verloren/iu, 'TERMINATED', because('carrier.lost')],
  [/(?<!\p{L})beschadig/iu, 'EXCEPTION', because('carrier.damage')],
  [/(?<!\p{L})geannuleerd/iu, 'TERMINATED', because('shipper.cancelled')],
  [/(?<!\p{L})geweigerd/iu, 'ATTEMPT_FAILED', because('recipient.refused')],
  [/(?<!\p{L})(niet thuis|niemand thuis|afwezig)/iu, 'ATTEMPT_FAILED', because('recipient.not_available')],
  [/(?<!\p{L})gesloten/iu, 'ATTEMPT_FAILED', because('recipient.business_closed')],
  [
    /(?<!\p{L})adres(?!\p{L}).*(?<!\p{L})(onjuist|onvolledig|fout|onbekend)|(?<!\p{L})(onjuist|onvolledig) adres/iu,
    'EXCEPTION',
    because('address.incorrect'),
  ],
  [/(?<!\p{L})(ingeklaard|vrijgegeven.*douane|douane.*vrijgegeven)/iu, 'CUSTOMS_CLEARED'],
  [/(?<!\p{L})douane/iu, 'CUSTOMS_STARTED'],
  [
    /(?<!\p{L})(niet (bezorgd|afgeleverd|geleverd|gelukt|succesvol)|(bezorg|aflever|lever)poging|kon niet)/iu,
    'ATTEMPT_FAILED',
  ],
  [/(?<!\p{L})(vertra|uitgesteld)/iu, 'DELAYED'],
  [/(?<!\p{L})(gaat|onderweg) naar (een|het|de) .*(punt|parcelshop|pakketautomaat)/iu, 'IN_TRANSIT', THROUGH],
  [
    /(?<!\p{L})(ligt klaar|klaar voor afhalen|af te halen|afhaalpunt|postnl-punt|pakketpunt|parcelshop)/iu,
    'AVAILABLE_FOR_PICKUP',
  ],
  [
    /(?<!\p{L})(bezorger is onderweg|onderweg naar (de )?(ontvanger|u)|wordt bezorgd|wordt vandaag(?!\p{L}).*(?<!\p{L})(bezorgd|geleverd)|in bezorging|uit voor bezorging|aan het bezorgen)/iu,
    'OUT_FOR_DELIVERY',
  ],
  [/(?<!\p{L})(wordt|worden|zal|zullen)(?!\p{L}).*(?<!\p{L})(bezorgd|afgeleverd|geleverd|uitgereikt)/iu, 'INFORMATION'],
  [/(?<!\p{L})buren|(?<!\p{L})buur/iu, 'DELIVERED', to('NEIGHBOR')],
  [/(?<!\p{L})brievenbus/iu, 'DELIVERED', to('MAILBOX')],
  [/(?<!\p{L})(afgehaald|opgehaald door)/iu, 'DELIVERED', to('SERVICE_POINT')],
  [/(?<!\p{L})(bezorgd|afgeleverd|geleverd|uitgereikt)/iu, 'DELIVERED'],
  [/(?<!\p{L})(aangemeld|voorgemeld|verwacht|aangekondigd|gegevens)/iu, 'LABEL_CREATED'],
  [/(?<!\p{L})(ontvangen door|in ontvangst genomen|opgehaald|aangenomen|afgegeven)/iu, 'ACCEPTED'],
  [/(?<!\p{L})(vertrokken|verlaten)/iu, 'IN_TRANSIT', FROM],
  [/(?<!\p{L})(aangekomen|binnengekomen)/iu, 'IN_TRANSIT', AT],
  [/(?<!\p{L})(gesorteerd|onderweg|in transport|sortering|verwerkt)/iu, 'IN_TRANSIT', THROUGH],
];

// Chinese writes no blanks: a word is found wherever it stands.
const ZH: readonly Wording[] = [
  [/(退回|退件|退货|退运).*(已签收|签收成功|妥投|完成)/u, 'RETURNED'],
  [/退回|退件|退货|退运|返回(寄|发)件/u, 'RETURNING'],
  [/丢失|遗失|丢件/u, 'TERMINATED', because('carrier.lost')],
  [/销毁|弃件/u, 'TERMINATED', because('carrier.destroyed')],
  [/破损|损坏/u, 'EXCEPTION', because('carrier.damage')],
  [/(揽收|揽件|取件)(失败|未成功|不成功|异常)/u, 'PICKUP_FAILED'],
  [/(订单|运单|包裹|快件|寄件)(已)?(被)?取消|取消(订单|运单|寄件)/u, 'TERMINATED', because('shipper.cancelled')],
  [/拒收|拒签/u, 'ATTEMPT_FAILED', because('recipient.refused')],
  [/无人(接听|签收|在)|不在家|联系不上|无法联系|未联系上/u, 'ATTEMPT_FAILED', because('recipient.not_available')],
  [/地址.*(不详|错误|有误|不正确|不完整|不全)/u, 'EXCEPTION', because('address.incorrect')],
  [/扣(件|留|关)|查验/u, 'HELD', because('customs.inspection')],
  [/(清关|海关|报关|通关).*(延误|延迟|异常)/u, 'HELD', because('customs.delay')],
  [/(清关|海关|报关|通关).*(完成|结束)|(?<!未|待|等待)放行/u, 'CUSTOMS_CLEARED'],
  [/清关|海关|报关|通关/u, 'CUSTOMS_STARTED'],
  [/(派送|投递|妥投|派件|配送)(失败|未成功|不成功|异常)|未(能)?(成功)?(妥投|派送|投递)/u, 'ATTEMPT_FAILED'],
  [/天气|台风|暴雨/u, 'DELAYED', because('external.weather')],
  [/延误|延迟|滞留/u, 'DELAYED'],
  [/已(代)?签收|签收成功|妥投|已送达|(派送|投递|配送)成功/u, 'DELIVERED'],
  [
    /待取|自提|自取|取件码|(代收|存放|暂存|放入|投递至).*(取|柜|驿站|点)|(柜|驿站|代收点).*(代收|存放|暂存|领取)/u,
    'AVAILABLE_FOR_PICKUP',
  ],
  [/(到达|抵达).*(派送|派件|投递|配送|末端|营业部)/u, 'AT_DELIVERY_DEPOT', AT],
  [/(交货|移交|转交|交付|交由|交)(给)?(末端|尾程|当地|派送商|承运商|服务商)/u, 'PARTNER_HANDOFF'],
  [/派件|派送|投递中|正在投递|配送中|送货中/u, 'OUT_FOR_DELIVERY'],
  [
    /信息(已)?(收到|接收|录入|生成|提交)|收到.*信息|已(下单|制单)|(订单|面单|运单)(已)?(创建|生成)|(待|等待)揽收|预报/u,
    'LABEL_CREATED',
  ],
  [/揽收|揽件|收取(快件|邮件)|收寄|(?<!到|卸)收件(?!人|方|地|国)/u, 'ACCEPTED'],
  [/离开|发往|已发出|发车|启运|起飞|离港|出库|发运|已发货|送往/u, 'IN_TRANSIT', FROM],
  [/到达|抵达|到港|进港|降落|落地|入库|到件/u, 'IN_TRANSIT', AT],
  [/运输|在途|转运|中转|分拣|封发|装车|航班/u, 'IN_TRANSIT', THROUGH],
];

const BY_LANGUAGE: Readonly<Record<WordingLanguage, readonly Wording[]>> = {
  en: EN,
  fr: FR,
  de: DE,
  es: ES,
  nl: NL,
  pl: PL,
  zh: ZH,
};

/**
 * Rows for wordings that carriers of a language use alike, for sources that tell by text or whose code is not listed: put
 * them after the source's own rows. They hold for any code. What fits none stays UNMAPPED.
 */
export const wordings = (...languages: readonly WordingLanguage[]): readonly CodeRow[] =>
  languages.flatMap((language) =>
    BY_LANGUAGE[language].map(([text, means, more]): CodeRow => ({ code: '*', text, means, ...more })),
  );
