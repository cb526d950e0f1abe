import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import { sansAccents } from '../../../lib/mots.ts'
import type { AidePublique } from './aides.queries.ts'
import { type NomsDepartements, nomEntreprise, ouDe } from './argent.mots.ts'
import { communesNommees, type Nomme } from './argent.queries.ts'
import { type AppelAide, lireToutesLesAides } from './argent.ts'
import { type EntreprisePublique, lireEntreprisesPayees } from './entreprises.queries.ts'

/** A kind of name shows this many at most. */
const MAX = 12

/** Communes of these départements, porteurs and companies whose name holds these words; and the calls that were not gone through. */
export async function chercher(
  tx: Tx,
  { guichetId, jour, departements }: { guichetId: string; jour: DateCivile; departements: readonly string[] },
  q: string,
  appels: readonly AppelAide[],
  noms: NomsDepartements,
) {
  const { aides, absents } = await lireToutesLesAides(tx, guichetId, jour, appels)
  const communes = await communesNommees(tx, departements, q)
  const payees = await lireEntreprisesPayees(tx, guichetId, aides)
  return {
    resultats: [...communes, ...nommes(q, aides, payees, noms)],
    absents: absents.map(({ publie: { appel } }) => ({ slug: appel.slug, titre: appel.titre })),
  }
}

/** Porteurs and companies whose name holds these words: of companies, those alone that are named. Pure. */
function nommes(q: string, aides: readonly AidePublique[], entreprises: readonly EntreprisePublique[], noms: NomsDepartements): Nomme[] {
  const mots = sansAccents(q).split(/\s+/).filter(Boolean)
  const a = (nom: string) => mots.every(m => sansAccents(nom).includes(m))
  const membres = aides.flatMap(x => [x.porteur, ...x.partenaires]).filter(m => m.siren !== null && m.type !== 'commune' && a(m.nom))
  const porteurs = [...new Map(membres.map(m => [m.siren!, m])).values()]
  const payees = [...new Map(entreprises.filter(e => e.siren !== null && a(e.nom!)).map(e => [e.siren!, e])).values()]
  return [
    ...porteurs
      .slice(0, MAX)
      .map(m => ({ genre: 'porteur' as const, code: m.siren!, nom: m.nom, precision: noms.get(m.departement ?? '') ?? null })),
    ...payees.slice(0, MAX).map(e => ({ genre: 'entreprise' as const, code: e.siren!, nom: nomEntreprise(e), precision: ouDe(e, noms) })),
  ]
}
