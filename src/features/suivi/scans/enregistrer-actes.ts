import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { formatDateCivileCourte } from '../../../lib/dates.ts'
import { acteurDuCompte } from '../../comptes/index.ts'
import { type Fichier, garderOctets } from '../../fichiers/index.ts'
import { phraseSuivi } from '../acces.ts'
import { deposerSigne, PERIME, type RefusSignature, TAILLE_SIGNE } from '../actes/signer.ts'
import type { FichiersOuverts } from './fichiers-ouverts.ts'
import { ScanRefuse } from './lecture/image-en-pdf.ts'
import { pagesDe } from './scans.queries.ts'

export type OutilsScan = Pick<Deps, 'db' | 'guichetId' | 'horloge' | 'stockage' | 'urlPublique'>

const PANNE = 'Le guichet n’a pas pu l’enregistrer. Recommencez plus tard.'
type Passe = { fin: number; dernierEssai: boolean; pannes: unknown[] }
type Ligne = { acte_id: string; dossier_id: string; compte_id: string; pages: number[]; signe_le: string }

/**
 * Files the acts that were confirmed of a scan, each by the single act (`deposerSigne`) in its own transaction, as the account that confirmed. An act on which
 * the program fails keeps no other waiting; `dernierEssai` gives it up and says so. Whether none is left;
 * one at least is tried.
 */
export async function enregistrerActes(d: OutilsScan, scanId: string, ouverts: FichiersOuverts, p: Passe): Promise<boolean> {
  const passes: string[] = []
  do {
    let acteId: string | undefined
    try {
      const encore = await enTransaction(d, async tx => {
        const ligne = await suivante(tx, d.guichetId, scanId, passes)
        if (!ligne) return false
        acteId = ligne.acte_id
        const motif = await enregistrer(tx, d, scanId, ligne, ouverts)
        await noter(tx, d, scanId, acteId, motif)
        return true
      })
      if (!encore) return true
    } catch (e) {
      if (!acteId) throw e
      passes.push(acteId)
      if (p.dernierEssai) await enTransaction(d, tx => noter(tx, d, scanId, acteId!, PANNE))
      else p.pannes.push(e)
    }
  } while (performance.now() < p.fin)
  return false
}

const suivante = (tx: Tx, guichetId: string, scanId: string, sauf: readonly string[]): Promise<Ligne | undefined> =>
  tx
    .selectFrom('scan_acte')
    .select(['acte_id', 'dossier_id', 'compte_id', 'pages', 'signe_le'])
    .where('guichet_id', '=', guichetId)
    .where('scan_id', '=', scanId)
    .where('etat', '=', 'a_faire')
    .$if(sauf.length > 0, q => q.where('acte_id', 'not in', [...sauf]))
    .orderBy('acte_id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

const noter = (tx: Tx, d: OutilsScan, scanId: string, acteId: string, motif: string | undefined) =>
  tx
    .updateTable('scan_acte')
    .set({ etat: motif === undefined ? 'fait' : 'refuse', motif: motif ?? null, fait_le: d.horloge.maintenant() })
    .where('guichet_id', '=', d.guichetId)
    .where('scan_id', '=', scanId)
    .where('acte_id', '=', acteId)
    .execute()

/** The sentence of the refusal, when the act is not filed: then nothing is kept. */
async function enregistrer(tx: Tx, d: OutilsScan, scanId: string, l: Ligne, ouverts: FichiersOuverts): Promise<string | undefined> {
  const acteur = await acteurDuCompte(tx, d.guichetId, l.compte_id)
  const ctx: ContexteActeur = { db: d.db, guichetId: d.guichetId, acteur, instant: d.horloge.maintenant(), tx }
  const pages = new Map((await pagesDe(tx, d.guichetId, scanId)).map(p => [p.rang, p]))
  let octets: Uint8Array
  try {
    octets = await ouverts.assembler(l.pages.map(rang => pages.get(rang)!))
  } catch (e) {
    ouverts.oublier()
    if (e instanceof ScanRefuse && e.motif !== 'arret') return 'Ses pages ne se laissent pas découper. Déposez son exemplaire signé à part.'
    throw e
  }
  if (octets.length > TAILLE_SIGNE)
    return `Ses pages pèsent plus de ${TAILLE_SIGNE / 1_000_000}\u00a0Mo. Numérisez-le à part, en 200 points par pouce.`
  const fichier: Fichier = { nom: 'acte-signe.pdf', type: 'pdf', ...(await garderOctets(d.stockage, ctx.instant, octets)) }
  try {
    const r = await deposerSigne(ctx, { dossierId: l.dossier_id, acteId: l.acte_id, signeLe: formatDateCivileCourte(l.signe_le), fichier })
    if (r.ok) return undefined
    await d.stockage.supprimer(fichier.cle)
    return phraseSignature(r.error)
  } catch (e) {
    await d.stockage.supprimer(fichier.cle)
    throw e
  }
}

function phraseSignature(r: RefusSignature): string {
  switch (r.motif) {
    case 'introuvable':
      return 'Cet acte est retiré, ou n’est plus de votre territoire.'
    case 'deja':
      return 'Déjà signé\u00a0: l’exemplaire déposé avant reste.'
    case 'perime':
      return `${PERIME}.`
    case 'date':
    case 'verse':
      return `${r.phrase}.`
    default:
      return phraseSuivi(r)
  }
}
