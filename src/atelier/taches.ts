import { lireAppel, lirePourMontrer } from '../features/appels/lire-appel.ts'
import { lireAuMieux } from '../features/appels/lire-au-mieux.ts'
import { changementsDe } from '../features/appels/publication/changements.ts'
import { comparer } from '../features/appels/publication/comparer.ts'
import { type Situation, verifierAppel } from '../features/appels/verification/verifier-appel.ts'
import { debuter } from '../features/studio/modeles/debuter.ts'
import { modifier } from '../features/studio/modifier.ts'
import { reprendre } from '../features/studio/reprendre.ts'
import { chercherCitations, chercherUsages, lireBrouillon } from '../features/studio/taches.ts'
import { dessinerPartage } from '../features/suivi/public/dessiner-partage.ts'
import { lireTableau, lireTexte } from '../features/tableur/lire-tableau.ts'

/** What the threads can do, by name: functions of data, which answer data. */
export const TACHES = {
  chercherCitations,
  chercherUsages,
  comparerAppels: ({ ancien, nouveau }: { ancien: string; nouveau: string }) => ({
    ...comparer(ancien, nouveau),
    ...changementsDe(ancien, nouveau),
  }),
  debuterModele: debuter,
  dessinerPartage,
  lireAppel: ({ source, fichier }: { source: string; fichier: string }) => lireAppel(source, fichier),
  lireAuMieux: ({ source }: { source: string }) => lireAuMieux(source),
  lireBrouillon,
  montrerAppel: ({ source }: { source: string }) => lirePourMontrer(source),
  lireTableau,
  modifierBrouillon: modifier,
  reprendreAppel: ({ source, codes }: { source: string; codes: readonly string[] }) => reprendre(source, new Set(codes)),
  verifierAppel: ({ source, fichier, situation }: { source: string; fichier: string; situation: Situation }) =>
    verifierAppel(source, fichier, situation),
  lireTexte: (texte: string) => lireTexte(texte),
}
