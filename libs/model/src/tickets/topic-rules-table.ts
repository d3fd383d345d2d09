import type { TopicRule } from './topic';

/**
 * The first rule that matches decides, so the more serious comes first: "my parcel says delivered but never came" is no
 * plain question where an order is. Words in English, German, French, Spanish and Dutch.
 */
export const TOPIC_RULES: readonly TopicRule[] = [
  {
    topic: 'NOT_RECEIVED',
    label:
      /not[ _-]?received|never[ _-]?(arrived|received)|missing[ _-]?(parcel|package)|\bdnr\b|\binr\b|lost[ _-]?(parcel|package)/iu,
    words:
      /\b(never|not|n['’]t) (been )?(received?|arrived?|got(ten)?|show(n|ed) up|turn(ed)? up)\b|(says?|shows?|marked( as)?|status( is)?|was) delivered\b.{0,80}\b(but|however|not|never|nothing|isn['’]t|don['’]t|didn['’]t)|nicht (bei mir )?(angekommen|erhalten|bekommen)|nie (angekommen|erhalten)|(jamais|pas|rien) (été )?(reçue?s?|arrivée?s?|livrée?s?)|no (ha|he|me ha|lo he) (llegado|recibido)|nunca (llegó|recibí)|(niet|nooit) (ontvangen|aangekomen|geleverd)/iu,
  },
  {
    topic: 'DAMAGE',
    label: /damag|broken|defect|beschädigt|kaputt|endommag|cassé|dañad|roto|beschadigd/iu,
    words:
      /\b(damaged?|broken|smashed|shattered|crushed|cracked|dented|leak(ed|ing)|in pieces)\b|beschädigt|kaputt|zerbrochen|zerstört|endommagée?s?|cassée?s?|abîmée?s?|dañad[oa]s?|rot[oa]s?\b|beschadigd|kapot|gebroken/iu,
  },
  {
    topic: 'WRONG_OR_MISSING_ITEM',
    label:
      /wrong[ _-]?(item|product|size|order)|missing[ _-]?(item|product|part)|incomplete|falscher? artikel|article manquant|mauvais article/iu,
    words:
      /\b(wrong|incorrect|different) (item|items|product|article|size|colou?r|order|one)\b|\b(item|items|product|article|part|parts|piece)s? (is |are |was |were )?missing\b|\bmissing (an? |one |the |some )?(item|product|part|piece|article)s?\b|\b(sent|received|got) (me )?the wrong\b|falsche[nrs]? (artikel|produkt|größe|farbe|ware)|fehl(t|en|ende[rs]?) (ein |der |die |das )?(artikel|teil|produkt)|mauvaise? (article|produit|taille|couleur)|article manquant|il manque|(artículo|producto|talla) (equivocad|incorrect)[oa]|falta (un|el|una|la) (artículo|producto|pieza)|verkeerde? (artikel|product|maat|kleur)|ontbre(ekt|ken)/iu,
  },
  {
    topic: 'RETURN',
    label: /\breturns?\b|refund|exchange|\brma\b|retoure|rücksendung|rückgabe|retour\b|devoluci/iu,
    words:
      /\b(return|send (it|this|them|the \w+) back|exchange) (it|this|them|my|the|an?|label|for)\b|\b(return|refund) (label|request|policy|instructions)\b|\bwant (a|my) refund\b|zurück(senden|schicken|geben)|rücksendung|retoure|umtausch|renvoyer|retourner|remboursement|devolver|devolución|reembolso|terugsturen|retourneren/iu,
  },
  {
    topic: 'WISMO',
    label:
      /wismo|order[ _-]?status|where[ _-]?is[ _-]?my|shipping[ _-]?(status|inquiry|delay)|tracking|delivery[ _-]?(status|inquiry|question)|bestellstatus|lieferstatus|suivi/iu,
    words:
      /\bwhere('s| is| are) (my|the|our) (order|parcel|package|delivery|shipment|stuff|item)|\b(order|delivery|shipping|tracking) (status|update|number|info)|\bwhen (will|is|does|can|should) (it|my|the|i)\b.{0,60}\b(arriv|deliver|ship|come|get|expect|receiv)|\b(tracking|package|parcel|order) (has not|hasn['’]t|is not|isn['’]t|not) (updat|mov|ship)|\bstill (waiting|haven['’]t|not)\b|wo (ist|bleibt|sind) (mein|die|das)|wann (kommt|wird|erhalte|bekomme)|sendungs(verfolgung|status)|où (est|en est) (ma|mon|la)|quand (vais|sera|arrive)|dónde está (mi|el)|cuándo (llega|llegará|recibiré)|waar (is|blijft) (mijn|de|het)|wanneer (komt|wordt|ontvang)/iu,
  },
];
