import { dateCivile, delaiRestant, finDuJour } from '../../../lib/dates.ts'
import { consomme } from '../consommation.rules.ts'
import { nomPeriode } from '../periodes.ts'
import type { Bilan } from './bilan.ts'
import type { Commande } from './commandes/commandes.queries.ts'
import {
  type Changements,
  changementsDe,
  commandeEnCours,
  type Declaration,
  depotPossible,
  lireDeclaration,
  rienDeNouveau,
  valeursDe,
} from './declaration.rules.ts'

/** A bilan being filled in, with all that its page says of it. Amounts in cents. */
export type BilanVu = {
  b: Bilan
  periode: { long: string; court: string }
  valeurs: Record<string, string>
  declaration: Declaration
  changements: Changements
  /** Nothing new is said yet. */
  rien: boolean
  commandes: readonly Commande[]
  commandeEnCours: boolean
  /** The order that is typed asks to be checked. */
  doute?: boolean
  departements: readonly { code: string; nom: string }[]
  /** What typed texts do not read, or what a refused filing says, by field. */
  erreurs: Record<string, string>
  deposable: boolean
  /** Last instant of the day on which it is due, and how long is left; nothing once it is late. */
  fin: Date
  reste: string | undefined
  aide: { avant: number; ici: number; total: number; eligible: number }
}

type Lu = { commandes: readonly Commande[]; departements: readonly { code: string; nom: string }[] }
/** Pure. `erreurs`: of a refused form, instead of what does not read. */
export function vueBilan(b: Bilan, instant: Date, lu: Lu, erreurs?: Record<string, string>): BilanVu {
  const aujourdhui = dateCivile(instant)
  const valeurs = valeursDe(b)
  const { declaration, erreurs: lues } = lireDeclaration(b, valeurs, aujourdhui)
  const changements = changementsDe(b, declaration)
  const fin = finDuJour(b.echeance)
  const avant = consomme(b, b.avant.eligible)
  const total = consomme(b, b.avant.eligible + b.ici.eligible)
  return {
    b,
    ...lu,
    periode: nomPeriode(b.fin, b.appel.suivi.cadence_mois),
    valeurs,
    declaration,
    changements,
    rien: rienDeNouveau(b, changements),
    commandeEnCours: commandeEnCours(valeurs),
    erreurs: erreurs ?? Object.fromEntries(Object.entries(lues).filter(([nom]) => (valeurs[nom] ?? '').trim() !== '')),
    deposable: depotPossible(b, aujourdhui, declaration.final),
    fin,
    reste: delaiRestant(instant, fin),
    aide: { avant, ici: total - avant, total, eligible: b.avant.eligible + b.ici.eligible },
  }
}
