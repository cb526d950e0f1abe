import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { formatHeure, formatJourCourt } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { colonne, ecrireFeuille, type FormatFeuille } from '../../tableur/index.ts'
import { phraseAuJournal } from '../actes.ts'
import { journaliser } from '../journaliser.ts'
import { nomDeLActe } from '../noms.ts'
import { actesChoisis, choisir, type LigneLue } from './actes.queries.ts'
import { objetsDe } from './objets.queries.ts'
import { ecrireRecherche, type Recherche } from './recherche.form.ts'

/** Lines of one file; more are asked for by dates. */
export const EXPORT_MAX = 20_000
const PAR_LOT = 1000

type Sortie = LigneLue & { sur: string; sous: string }
const COLONNES = [
  colonne<Sortie>('Rang', 'entier', 10, l => l.rang),
  colonne<Sortie>('Jour', 'texte', 12, l => formatJourCourt(l.instant)),
  colonne<Sortie>('Heure de Paris', 'texte', 18, l => formatHeure(l.instant, { secondes: true })),
  colonne<Sortie>('Qui', 'texte', 30, l => l.par ?? 'Le guichet'),
  colonne<Sortie>('Acte', 'texte', 18, l => nomDeLActe(l.action)),
  colonne<Sortie>('Sur quoi', 'texte', 24, l => l.sur),
  colonne<Sortie>('Porteur', 'texte', 30, l => l.sous),
  colonne<Sortie>('Ce qui a changé', 'texte', 60, l => phraseAuJournal(l)),
  colonne<Sortie>('Empreinte (SHA-256)', 'texte', 66, l => l.empreinte),
]

/** Takes what a search chooses away as a file. It is an act, whose line says how many left; what comes after it is not in the file. */
export async function exporterJournal(
  ctx: ContexteActeur,
  r: Recherche,
  format: FormatFeuille,
): Promise<Result<{ type: string; flux: ReadableStream<Uint8Array> }, { motif: 'rien' } | { motif: 'trop' }>> {
  const { guichetId } = ctx
  const lu = await enTransaction(ctx, async tx => {
    const choix = await choisir(tx, guichetId, r)
    const lignes = choix ? await actesChoisis(tx, guichetId, choix, undefined, EXPORT_MAX + 1) : []
    if (lignes.length === 0) return err({ motif: 'rien' } as const)
    if (lignes.length > EXPORT_MAX) return err({ motif: 'trop' } as const)
    await journaliser(tx, ctx, 'journal.exporte', guichetId, { format, nombre: lignes.length, recherche: ecrireRecherche(r) })
    return ok(lignes)
  })
  if (!lu.ok) return lu
  const lignes = lu.value
  async function* sorties(): AsyncGenerator<Sortie> {
    for (let i = 0; i < lignes.length; i += PAR_LOT) {
      const lot = lignes.slice(i, i + PAR_LOT)
      const objets = await enTransaction(ctx, tx =>
        objetsDe(
          tx,
          guichetId,
          lot.map(l => l.objet),
        ),
      )
      for (const l of lot) yield { ...l, sur: objets.get(l.objet)?.nom ?? '', sous: objets.get(l.objet)?.sous ?? '' }
    }
  }
  return ok(ecrireFeuille(format, { nom: 'Journal', colonnes: COLONNES, lignes: sorties(), etablieLe: ctx.instant }))
}
