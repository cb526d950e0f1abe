import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import { appelsPublies } from '../../appels/index.ts'
import { type Appel, type TableauAppel, tableauxDe } from '../../cahier/index.ts'
import { journaliser } from '../../journal/index.ts'
import { rangsEnListe } from '../../ordre/index.ts'
import { type Lecteur, lecteurDe, ouvreAppel } from '../../perimetre/index.ts'
import { colonnesDeFeuille } from '../../tableaux/index.ts'
import { aPlat, colonne, ecrireClasseur, ecrireFeuille, type Feuille, type FormatFeuille } from '../../tableur/index.ts'
import { ecrireFiltre, type Filtre } from '../liste/filtres.ts'
import { avisEnListe } from './avis-des-instances.ts'
import { colonnesFichier, enLigneFichier } from './colonnes-fichier.ts'
import { type LigneDeTableau, type LireEnPlus, type Liste, lignesDuTableau, listeEntiere, nombreDe, parLots } from './export.queries.ts'

export type Export = { nom: string; type: string; flux: ReadableStream<Uint8Array> }

/** Every table of the form in one workbook, a sheet a table, after the dossiers. */
export const TOUS_LES_TABLEAUX = 'tous'

/**
 * Takes the filtered list away as a file: the dossiers that it holds now, in its order, all its columns. Named after the call and the instant.
 * What leaves is written down: who, which filter, how many. `tableau`: the lines of one table of the form instead, or `TOUS_LES_TABLEAUX` of them after the dossiers, when the list is of one
 * call that has it; a CSV has one sheet.
 */
export async function exporter(ctx: ContexteActeur, filtre: Filtre, format: FormatFeuille, tableau?: string): Promise<Export> {
  const { lecteur, appels, parId, liste, tables } = await enTransaction(ctx, async tx => {
    const lecteur = await lecteurDe(tx, ctx)
    const publies = (await appelsPublies(tx, ctx.guichetId)).filter(a => ouvreAppel(lecteur.perimetres, a.appelId))
    const appels = choisis(
      publies.map(a => a.appel),
      filtre,
    )
    const parId = new Map(publies.map(a => [a.appelId, a.appel]))
    const liste = await listeEntiere(tx, lecteur, filtre, ctx.instant)
    const tables =
      appels.length === 1 ? [...tableauxDe(appels[0]!).values()].filter(t => tableau === TOUS_LES_TABLEAUX || t.id === tableau) : []
    const nommees = tables.length > 0 ? { tableau: tables.map(t => t.id).join(' ') } : {}
    const trace = { format, nombre: nombreDe(liste), filtre: ecrireFiltre(filtre).toString(), ...nommees }
    await journaliser(tx, ctx, 'instruction.liste_exportee', ctx.acteur.compteId, trace)
    return { lecteur, appels, parId, liste, tables }
  })
  const d = { ctx, lecteur, appels, parId, liste }
  const [seule] = tables
  if (seule && tableau !== TOUS_LES_TABLEAUX)
    return { nom: `${seule.id}-${nomDe(appels, ctx.instant, format)}`, ...ecrireFeuille(format, feuilleDuTableau(d, seule)) }
  const dossiers = feuilleDesDossiers(d)
  const nom = nomDe(appels, ctx.instant, format)
  if (format === 'csv' || tables.length === 0) return { nom, ...ecrireFeuille(format, dossiers) }
  return { nom, ...ecrireClasseur(format, [aPlat(dossiers), ...tables.map(t => aPlat(feuilleDuTableau(d, t)))]) }
}

type AExporter = {
  ctx: ContexteActeur
  lecteur: Lecteur
  appels: readonly Appel[]
  parId: ReadonlyMap<string, Appel>
  liste: Liste
}
function feuilleDesDossiers({ ctx, lecteur, appels, parId, liste }: AExporter) {
  const enFeuille = enLigneFichier(appels)
  const consultees = appels.some(a => a.instances.some(i => i.nature === 'avis'))
  const enPlus: LireEnPlus = async (tx, lues) => {
    const [rangs, avis] = await Promise.all([
      rangsEnListe(tx, ctx.guichetId, parId, lues, ctx.instant),
      consultees
        ? avisEnListe(
            tx,
            ctx.guichetId,
            lues.map(l => l.dossier_id),
          )
        : undefined,
    ])
    return id => ({ priorite: rangs.get(id), instances: avis?.get(id) })
  }
  async function* lignes() {
    for await (const l of parLots(liste, lecteur, lire => enTransaction(ctx, lire), enPlus)) yield enFeuille(l)
  }
  return { nom: 'Dossiers', colonnes: colonnesFichier(appels, ctx.instant), lignes: lignes(), etablieLe: ctx.instant }
}

/** One line a line of the table, its dossier first. */
function feuilleDuTableau({ ctx, lecteur, appels: [appel], liste }: AExporter, t: TableauAppel): Feuille<LigneDeTableau> {
  const lire = <T>(f: (tx: Tx) => Promise<T>) => enTransaction(ctx, f)
  const colonnes = [
    colonne<LigneDeTableau>('Numéro du dossier', 'texte', 16, l => l.numero),
    colonne<LigneDeTableau>('Porteur', 'texte', 34, l => l.porteur),
    colonne<LigneDeTableau>('Ligne', 'entier', 8, l => l.rang),
    ...colonnesDeFeuille(appel!, t).map(c => ({ ...c, valeur: (l: LigneDeTableau) => c.valeur(l.valeurs) })),
  ]
  const lignes = lignesDuTableau(parLots(liste, lecteur, lire), ctx.guichetId, t.liste, lire)
  return { nom: t.id, colonnes, lignes, etablieLe: ctx.instant }
}

const choisis = (appels: readonly Appel[], f: Filtre) => {
  const choisi = appels.filter(a => a.slug === f.appel)
  return choisi.length > 0 ? choisi : appels
}

/** « dossiers-itn7-axe3-corse-2021-2021-09-21-09h00.csv »: the clock of Paris. */
const nomDe = (appels: readonly Appel[], instant: Date, format: FormatFeuille) =>
  ['dossiers', ...(appels.length === 1 ? [appels[0]!.slug] : []), dateCivile(instant), heureCourte(instant).replace(':', 'h')].join('-') +
  `.${format}`
