import { formatDateCivile, formatHeure, formatJour, formatJourSemaine, joursEntre } from '../../lib/dates.ts'
import { enumeration } from '../../lib/mots.ts'
import { finDe } from '../../lib/periodes.ts'
import type { Appel } from '../cahier/index.ts'
import type { Quand } from './quand.rules.ts'

/** Nothing presses: said instead of a countdown. */
export const RIEN_NE_PRESSE = 'Rien ne presse'
/** A relevé is near within this many days: the head of a draft counts them, and says the next one too. */
const SEMAINE = 7

type Calme = Extract<Quand, { presse: false }>
/** « jeudi 10 juin 2027 à 12 h 00 ». */
export const releveEnMots = (d: Date) => `${formatJourSemaine(d)} à ${formatHeure(d)}`
const dernier = ({ prochain, cloture }: Calme) => prochain !== undefined && cloture !== undefined && prochain.getTime() >= finDe(cloture)

/** When what is filed now is read, and what becomes of what comes later: always the next relevé and the one after it. */
export function quandEnMots(q: Calme): string[] {
  if (q.auDepot) return ['Votre dossier est lu dès son dépôt.']
  if (!q.prochain) return ['Prochain relevé\u00a0: sa date sera annoncée ici.']
  return [
    `${dernier(q) ? 'Dernier' : 'Prochain'} relevé\u00a0: ${releveEnMots(q.prochain)}.`,
    ...(q.suivant
      ? [`Un dossier déposé après passe au relevé du ${formatJour(q.suivant)}.`]
      : dernier(q)
        ? []
        : ['La date du suivant sera annoncée ici.']),
  ]
}

/** What becomes of a draft that is not filed at this closing: nothing, or the period that comes after it, with the relevé that takes it. */
export function sansDepotEnMots({ calendrier }: Pick<Appel, 'calendrier'>, cloture: Date): string {
  const [suivante] = calendrier.vagues.filter(v => v.ouverture > cloture).sort((a, b) => a.ouverture.getTime() - b.ouverture.getTime())
  if (!suivante) return 'Un brouillon non déposé à la clôture ne sera pas examiné.'
  const releve = suivante.releve ? ` et sera pris au relevé du ${formatDateCivile(suivante.releve)}` : ''
  return `Un brouillon non déposé à la clôture n’est pas pris à ce relevé\u00a0: il pourra être déposé dès le ${formatJour(suivante.ouverture)}${releve}.`
}

/** The same, short, at the head of each page of a draft. */
export function quandEnBref(q: Calme, instant: Date): { titre: string; note: string } {
  if (q.auDepot) return { titre: RIEN_NE_PRESSE, note: 'Le dossier est lu dès son dépôt' }
  if (!q.prochain) return { titre: RIEN_NE_PRESSE, note: 'Date du prochain relevé à venir' }
  const jours = joursEntre(instant, q.prochain)
  if (jours > SEMAINE) return { titre: RIEN_NE_PRESSE, note: `Prochain relevé le ${releveEnMots(q.prochain)}` }
  const suite = q.suivant ? `, le suivant le ${formatJour(q.suivant)}` : ''
  const quand = jours === 0 ? 'aujourd’hui' : jours === 1 ? 'demain' : `dans ${jours}\u00a0jours`
  return { titre: `Relevé ${quand}`, note: `à ${formatHeure(q.prochain)}${suite}` }
}

/** What of a call stays open beside a share that closes alone, by name; nothing where it is the last one. */
export function resteOuvertEnMots({ enveloppes }: Pick<Appel, 'enveloppes'>, part: Appel['enveloppes'][number]): string | undefined {
  const ouvertes = enveloppes.filter(e => e.code !== part.code && !e.avis).map(e => `«\u00a0${e.libelle}\u00a0»`)
  if (ouvertes.length === 0) return undefined
  return `${ouvertes.length > 1 ? 'Restent ouvertes' : 'Reste ouverte'}\u00a0: ${enumeration(ouvertes)}.`
}
