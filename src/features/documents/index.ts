/**
 * Documents: everything that leaves the guichet as a PDF (receipts, calls, reports, letters, acts, procès-verbaux), drawn by Typst in worker threads.
 * Owns the templates in `modeles/`, their fonts and the shape of their data; owns no table.
 * Invariant: what people typed is printed, never interpreted, and a document that is not accessible does not come out.
 */
import { type DonneesDe, type Modele, type Norme, SCHEMAS } from './modeles.ts'
import { creerPool } from './pool.ts'
import { presenter } from './presentation.ts'

export { adresseVerification, enTeteDe } from './en-tete.ts'
export type { ActeDonnees } from './modele-acte.ts'
export type { PortefeuilleDonnees } from './modele-portefeuille.ts'
export type { ProcesVerbalDonnees } from './modele-proces-verbal.ts'
export { type ContenuReleve, contenuReleveSchema } from './modele-releve.ts'
export type {
  AccuseDonnees,
  Bloc,
  CahierDonnees,
  DossierDonnees,
  Fiche,
  FichesDonnees,
  IrrecevabiliteDonnees,
  Norme,
  NotificationDonnees,
  SilenceDonnees,
  TableauLu,
} from './modeles.ts'

/** `travailleurs`: threads at most. `delaiMs`: how long one document may take. */
export type OptionsDocuments = { travailleurs?: number; delaiMs?: number }
export type Documents = ReturnType<typeof creerDocuments>

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './pdf.worker.ts' : './pdf.worker.js', import.meta.url)

/** A renderer with its own threads, started at the first document. */
export function creerDocuments({ travailleurs = 1, delaiMs = 20_000 }: OptionsDocuments = {}) {
  const pool = creerPool({ fichier: FICHIER, taille: travailleurs, delaiMs })
  return {
    /**
     * Draws a document; the same data gives the same bytes. Throws on data of the wrong shape (before any drawing), on any Typst warning, and
     * after `delaiMs`: all three are faults of ours, so none is a refusal to show.
     */
    async rendrePdf<M extends Modele>(modele: M, donnees: DonneesDe<M>, { norme }: { norme: Norme }): Promise<Uint8Array> {
      const sures = SCHEMAS[modele].parse(donnees) as DonneesDe<M>
      return await pool.rendre({
        modele,
        norme,
        theme: sures.theme,
        instant: Math.floor(sures.etabliLe.getTime() / 1000),
        donnees: presenter(modele, sures),
        qrDe: 'verification' in sures ? sures.verification : 'adresse' in sures ? sures.adresse : null,
      })
    },
    fermer: pool.fermer,
  }
}

let partages: Documents | undefined
/** `creerDocuments().rendrePdf` on the program's shared renderer. */
export const rendrePdf: Documents['rendrePdf'] = (modele, donnees, o) => {
  partages ??= creerDocuments()
  return partages.rendrePdf(modele, donnees, o)
}
/** Stops the shared renderer; call it when the program ends. A later document starts another. */
export async function fermerDocuments(): Promise<void> {
  await partages?.fermer()
  partages = undefined
}
