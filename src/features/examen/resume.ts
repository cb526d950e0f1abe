import type { Appel } from '../cahier/index.ts'
import { type Contenu, montantDe, texteDe } from '../contenu/index.ts'
import { complet, coutGlobal, planDe } from '../plan/index.ts'

/** What lists of dossiers show without reading their content. */
export const resume = (appel: Appel, contenu: Contenu) => ({
  titre: texteDe(contenu, 'titre') ?? '',
  volet: texteDe(contenu, 'volet') ?? null,
  cout_global: complet(coutGlobal(planDe(appel, contenu))) ?? null,
  aide_demandee: montantDe(contenu, 'aide') ?? null,
})
