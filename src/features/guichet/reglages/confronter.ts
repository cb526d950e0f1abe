import { type GuichetConfig, guichetSchema } from '../../../config.ts'
import type { Tx } from '../../../db/db.ts'
import { marque } from '../../../lib/empreintes.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { lireReglages } from '../courants.ts'
import { avecValeur, CHAMPS, type Cle, clesDe, type Difference, differences, type Section, valeurDe } from './champs.table.ts'
import type { Ou } from './genres.ts'
import { type Changement, changementsDepuis, departementsInconnus } from './histoire.queries.ts'

/** `revision`: that of the settings which the form showed. `saisies`: its fields as typed, already cleaned; one that was not sent stays as it is. */
export type Demande = { section: Section; revision: number; saisies: ReadonlyMap<string, string> }
/** A setting that somebody else has changed since the form was shown, and that this form changes otherwise. */
export type Conflit = Pick<Changement, 'instant' | 'nom'> & { cle: Cle; libelle: string; valeur: string }
export type Confrontation = {
  courants: GuichetConfig
  revision: number
  /** What the settings would be; the current ones where a field is refused. */
  voulus: GuichetConfig
  differences: Difference[]
  erreurs: FieldErrors
  conflits: Conflit[]
  /** The fields as they go back to the form: what was typed, and what somebody else has changed beside. */
  champs: Map<string, string>
}

/** What a form asks, before the settings as they are now. Writes nothing. */
export async function confronter(tx: Tx, guichetId: string, { section, revision, saisies }: Demande, ou: Ou): Promise<Confrontation> {
  const lus = await lireReglages(tx, guichetId)
  if (!lus) throw new Error('this guichet is not in the database')
  const courants = lus.guichet
  const autres = lus.revision === revision ? [] : await changementsDepuis(tx, guichetId, revision)
  const erreurs: FieldErrors = {}
  const conflits: Conflit[] = []
  const champs = new Map<string, string>()
  let voulus = courants
  for (const cle of clesDe(section)) {
    const { genre, libelle } = CHAMPS[cle]
    const ici = genre.ecrire(valeurDe(courants, cle))
    const typee = genre.controle === 'fixe' ? undefined : saisies.get(cle)
    // a field left as the form showed it follows whoever has changed it meanwhile
    const saisie = typee === undefined || typee === montre(cle, autres) ? ici : typee
    champs.set(cle, saisie)
    if (saisie === ici) continue
    const dernier = autres.findLast(c => c.champs.some(x => x.cle === cle))
    if (dernier) conflits.push({ cle, libelle, valeur: genre.dire(valeurDe(courants, cle)), instant: dernier.instant, nom: dernier.nom })
    const lu = genre.lire(saisie, ou)
    if (lu.ok) voulus = avecValeur(voulus, cle, lu.value)
    else erreurs[cle] = lu.error
  }
  if (voulus.territoire !== courants.territoire) {
    const [inconnu] = await departementsInconnus(tx, voulus.territoire.departements)
    if (inconnu) erreurs['territoire.departements'] = `Le département ${inconnu} n’existe pas`
  }
  // what a file could not say is never kept
  if (Object.keys(erreurs).length === 0 && !guichetSchema.safeParse(voulus).success)
    erreurs._section = 'Ces réglages ne vont pas ensemble. Relisez-les'
  return { courants, revision: lus.revision, voulus, differences: differences(courants, voulus), erreurs, conflits, champs }
}

/** What the form showed of a setting that has changed since. */
const montre = (cle: Cle, autres: readonly Changement[]): string | undefined =>
  autres.flatMap(c => c.champs).find(x => x.cle === cle)?.avantSaisi

/** Mark of what somebody was shown: what is saved is what was seen, and nothing typed after. */
export const marqueDe = (vues: readonly Difference[]) => marque(JSON.stringify(vues.map(d => [d.cle, d.avant, d.apres])))
