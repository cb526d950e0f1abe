import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatInstant } from '../../../lib/dates.ts'
import type { AppelPublie } from '../../appels/index.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type ColonneFeuille, colonne, type Feuille } from '../../tableur/index.ts'
import { placeDe } from './droit.ts'
import { MOTS_GENRE } from './mouvement.rules.ts'
import { type LigneRegistre, registreDe } from './registre.queries.ts'
import { type EtatCredits, rejouer } from './registre.rules.ts'

type Ligne = LigneRegistre & { apres: EtatCredits; versApres: EtatCredits | null }
const COLONNES: readonly ColonneFeuille<Ligne>[] = [
  colonne('N°', 'entier', 6, l => l.numero),
  colonne('Quand', 'texte', 26, l => formatInstant(l.instant)),
  colonne('Mouvement', 'texte', 22, l => MOTS_GENRE[l.genre]),
  colonne('Enveloppe', 'texte', 34, l => l.libelle),
  colonne('Vers', 'texte', 34, l => l.versLibelle),
  colonne('Montant (€)', 'euros', 16, l => l.montant),
  colonne('Montant après (€)', 'euros', 18, l => l.apres.montant),
  colonne('En réserve après (€)', 'euros', 18, l => l.apres.reserve),
  colonne('Montant après, vers (€)', 'euros', 20, l => l.versApres?.montant ?? null),
  colonne('Raison', 'texte', 60, l => l.raison),
  colonne('Version de l’appel', 'entier', 10, l => l.version),
  colonne('Défait le n°', 'entier', 10, l => l.annule),
  colonne('Défait par le n°', 'entier', 10, l => l.annulePar),
  colonne('Document', 'texte', 30, l => l.document?.nom ?? null),
  colonne('Par', 'texte', 30, l => l.par ?? 'Guichet'),
]

/** The ledger of a call as a sheet, from its first line; who takes it away is written down. */
export async function extraireRegistre(tx: Tx, ctx: ContexteActeur, { appelId, appel }: AppelPublie): Promise<Feuille<Ligne>> {
  if (!peut(placeDe(ctx), 'lire', { enveloppe: 'ouverte' })) throw new Error('a ledger is asked for by somebody who may not read it')
  const lignes = rejouer(await registreDe(tx, ctx.guichetId, appelId))
  await journaliser(tx, ctx, 'enveloppe.registre_exporte', appelId, { nombre: lignes.length })
  return { nom: `Registre ${appel.code_dossier}`, colonnes: COLONNES, lignes, etablieLe: ctx.instant }
}
