/**
 * Documents: everything that leaves the guichet as a PDF (receipts, calls, reports, letters, acts, procès-verbaux), drawn by Typst in processes beside the program's (ADR 0064).
 * Owns the templates in `modeles/`, their fonts and the shape of their data; owns no table.
 * Invariant: what people typed is printed, never interpreted, and a document that is not accessible does not come out.
 */
import { type DonneesDe, type Modele, type Norme, SCHEMAS } from './modeles.ts'
import { creerPool, type DemandePdf, DocumentTropLong } from './pool.ts'
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
export { MARQUES } from './texte.ts'

/** `travailleurs`: processes at most. `delaiMs`: how long one document may take; `memoireMo`: how much memory. */
export type OptionsDocuments = { travailleurs?: number; delaiMs?: number; memoireMo?: number }
export type Documents = ReturnType<typeof creerDocuments>

/** What may be seen before it exists: letters, acts and délibérations that are being written, the receipt of a filing that is only tried. */
type Apercevable = 'notification' | 'acte' | 'deliberation' | 'accuse'
/** What is drawn of a text that is being written. */
type OptionsApercu = { image: boolean }

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './pdf.worker.ts' : './pdf.worker.js', import.meta.url)

/** Drawing 8 000 lines takes some 1 300 MB; a preview has no such length. Megabytes. */
const [MEMOIRE_MO, MEMOIRE_APERCU_MO, GARDE_MO] = [1_500, 500, 400]

/** A renderer with its own processes, started at the first document. */
export function creerDocuments({ travailleurs = 1, delaiMs = 20_000, memoireMo = MEMOIRE_MO }: OptionsDocuments = {}) {
  const pool = creerPool({ fichier: FICHIER, taille: travailleurs, delaiMs, memoireMo, gardeMo: GARDE_MO })
  function demander<M extends Modele>(modele: M, donnees: DonneesDe<M>, o: Pick<DemandePdf, 'norme' | 'apercu' | 'image'>) {
    const sures = SCHEMAS[modele].parse(donnees) as DonneesDe<M>
    return pool.rendre({
      modele,
      theme: sures.theme,
      instant: Math.floor(sures.etabliLe.getTime() / 1000),
      donnees: presenter(modele, sures),
      qrDe: 'verification' in sures ? sures.verification : 'adresse' in sures ? sures.adresse : null,
      ...o,
    })
  }
  return {
    /**
     * Draws a document; the same data gives the same bytes. Throws on data of the wrong shape (before any drawing), on any Typst warning, and
     * after `delaiMs`: all three are faults of ours, so none is a refusal to show.
     */
    async rendrePdf<M extends Modele>(modele: M, donnees: DonneesDe<M>, { norme }: { norme: Norme }): Promise<Uint8Array> {
      return await demander(modele, donnees, { norme })
    },
    /** The same document with the marks of its words shown (`MARQUES`): a PDF, or the drawing of its pages (SVG, as bytes). */
    async rendreApercu<M extends Apercevable>(modele: M, donnees: DonneesDe<M>, { image }: OptionsApercu): Promise<Uint8Array> {
      return await demander(modele, donnees, { norme: 'UA-1', apercu: true, image })
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
/** How long a preview may take: what is asked again after each pause is never worth a wait. */
const DELAI_APERCU_MS = 8_000
let apercus: Documents | undefined
/**
 * `creerDocuments().rendreApercu` in a process apart: a letter never waits behind a preview, nor falls with it. Nothing when it takes longer than a preview may, which is
 * no fault of ours: its text is anybody's.
 */
export async function rendreApercu<M extends Apercevable>(
  modele: M,
  donnees: DonneesDe<M>,
  o: OptionsApercu,
): Promise<Uint8Array | undefined> {
  apercus ??= creerDocuments({ delaiMs: DELAI_APERCU_MS, memoireMo: MEMOIRE_APERCU_MO })
  try {
    return await apercus.rendreApercu(modele, donnees, o)
  } catch (e) {
    if (e instanceof DocumentTropLong) return undefined
    throw e
  }
}

/** Stops the shared renderer; call it when the program ends. A later document starts another. */
export async function fermerDocuments(): Promise<void> {
  await Promise.all([partages?.fermer(), apercus?.fermer()])
  partages = undefined
  apercus = undefined
}
