import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import { appelsPublies } from '../../appels/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe, ouvreAppel } from '../../perimetre/index.ts'
import { ecrireFeuille, type FormatFeuille } from '../../tableur/index.ts'
import { ecrireFiltre, type Filtre } from '../liste/filtres.ts'
import { colonnesFichier, enLigneFichier } from './colonnes-fichier.ts'
import { listeEntiere, nombreDe, parLots } from './export.queries.ts'

export type Export = { nom: string; type: string; flux: ReadableStream<Uint8Array> }

/**
 * Takes the filtered list away as a file: the dossiers that it holds now, in its order, all its columns. Named after the call and the instant.
 * What leaves is written down: who, which filter, how many.
 */
export async function exporter(ctx: ContexteActeur, filtre: Filtre, format: FormatFeuille): Promise<Export> {
  const { lecteur, appels, liste } = await enTransaction(ctx, async tx => {
    const lecteur = await lecteurDe(tx, ctx)
    const appels = choisis(
      (await appelsPublies(tx, ctx.guichetId)).filter(a => ouvreAppel(lecteur.perimetres, a.appelId)).map(a => a.appel),
      filtre,
    )
    const liste = await listeEntiere(tx, lecteur, filtre, ctx.instant)
    const trace = { format, nombre: nombreDe(liste), filtre: ecrireFiltre(filtre).toString() }
    await journaliser(tx, ctx, 'instruction.liste_exportee', ctx.acteur.compteId, trace)
    return { lecteur, appels, liste }
  })
  const enFeuille = enLigneFichier(appels)
  async function* lignes() {
    for await (const l of parLots(liste, lecteur, lire => enTransaction(ctx, lire))) yield enFeuille(l)
  }
  const feuille = { nom: 'Dossiers', colonnes: colonnesFichier(appels, ctx.instant), lignes: lignes(), etablieLe: ctx.instant }
  return { nom: nomDe(appels, ctx.instant, format), ...ecrireFeuille(format, feuille) }
}

const choisis = (appels: readonly Appel[], f: Filtre) => {
  const choisi = appels.filter(a => a.slug === f.appel)
  return choisi.length > 0 ? choisi : appels
}

/** « dossiers-itn7-axe3-corse-2021-2021-09-21-09h00.csv »: the clock of Paris. */
const nomDe = (appels: readonly Appel[], instant: Date, format: FormatFeuille) =>
  ['dossiers', ...(appels.length === 1 ? [appels[0]!.slug] : []), dateCivile(instant), heureCourte(instant).replace(':', 'h')].join('-') +
  `.${format}`
