import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile, heureCourte } from '../../../lib/dates.ts'
import { motVerdict, type ResultatVerdict } from '../../../ui/verdicts.tsx'
import { appelsPublies } from '../../appels/index.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { ordreDesClauses } from '../../constats/index.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lecteurDe, nomDepartement } from '../../perimetre/index.ts'
import { type ColonneFeuille, colonne, ecrireFeuille, type FormatFeuille } from '../../tableur/index.ts'
import { ecrireFiltre, type Filtre } from '../liste/filtres.ts'
import { MOTS_ETATS, motMotif } from '../liste/liste.mots.ts'
import { reglesDe } from '../liste/noms.ts'
import { type LigneExport, listeEntiere, nombreDe, parLots } from './export.queries.ts'
import { enLigne, verdictsDe } from './lignes.ts'
import type { LigneBoite } from './lignes.view.tsx'

export type Export = { nom: string; type: string; flux: ReadableStream<Uint8Array> }

/**
 * Takes the filtered list away as a file: the dossiers that it holds now, in its order, all its columns. Named after the call and the instant.
 * What leaves is written down: who, which filter, how many.
 */
export async function exporter(ctx: ContexteActeur, filtre: Filtre, format: FormatFeuille): Promise<Export> {
  const { lecteur, appels, liste } = await enTransaction(ctx, async tx => {
    const lecteur = await lecteurDe(tx, ctx)
    const appels = choisis(
      (await appelsPublies(tx, ctx.guichetId)).map(a => a.appel),
      filtre,
    )
    const liste = await listeEntiere(tx, lecteur, filtre, ctx.instant)
    const trace = { format, nombre: nombreDe(liste), filtre: ecrireFiltre(filtre).toString() }
    await journaliser(tx, ctx, 'instruction.liste_exportee', ctx.acteur.compteId, trace)
    return { lecteur, appels, liste }
  })
  const enFeuille = enLigneFeuille(appels)
  async function* lignes() {
    for await (const l of parLots(liste, lecteur, lire => enTransaction(ctx, lire))) yield enFeuille(l)
  }
  const feuille = { nom: 'Dossiers', colonnes: colonnesExport(appels, ctx.instant), lignes: lignes(), etablieLe: ctx.instant }
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

type Verdict = { resultat: ResultatVerdict; humain: boolean }
/** A row of the list with what only a file shows. */
type LigneFeuille = { base: LigneExport; vue: LigneBoite; verdicts: ReadonlyMap<string, Verdict> }
type Colonne = ColonneFeuille<LigneFeuille>

/** How a row becomes the row of a file: the words are those of the list. */
function enLigneFeuille(appels: readonly Appel[]) {
  const contexte = { appels, regles: reglesDe(appels), tetes: [], moi: '' }
  return (base: LigneExport): LigneFeuille => ({
    base,
    vue: enLigne(base, contexte),
    verdicts: new Map(verdictsDe(base).map(v => [v.regle, v])),
  })
}

/** Every column of the file, units in the titles; then one a rule of the calls, with the verdict that counts. `instant`: what late means. */
const colonnesExport = (appels: readonly Appel[], instant: Date): Colonne[] => [
  colonne('Numéro', 'texte', 14, l => l.base.numero),
  colonne('Appel à projets', 'texte', 30, l => appels.find(a => a.slug === l.base.appel_slug)?.titre ?? l.base.appel_slug),
  colonne('Projet', 'texte', 50, l => l.base.titre),
  colonne('Porteur', 'texte', 34, l => l.base.porteur),
  colonne('Type de porteur', 'texte', 18, l => TYPES_STRUCTURE[l.base.porteur_type as TypeStructure] ?? l.base.porteur_type),
  colonne('SIREN du porteur', 'texte', 14, l => l.base.siren),
  colonne('Population (habitants)', 'entier', 12, l => l.base.population),
  colonne('EPCI', 'texte', 34, l => l.base.epci ?? l.base.epci_siren),
  colonne('Département', 'texte', 18, l => l.vue.departement),
  colonne('Départements concernés', 'texte', 22, l => l.base.departements.map(d => nomDepartement(d, appels)).join(', ')),
  colonne('Partenaires (nombre)', 'entier', 12, l => l.base.partenaires),
  colonne('Volet', 'texte', 8, l => l.vue.volet),
  colonne('Coût global (€)', 'euros', 14, l => l.base.cout_global),
  colonne('Aide demandée (€)', 'euros', 14, l => l.base.aide_demandee),
  colonne('Part du coût (%)', 'decimal', 12, part),
  colonne('Aide proposée (€)', 'euros', 14, l => l.base.montant_propose),
  colonne('Déposé le (heure de Paris)', 'instant', 18, l => l.base.depose_le),
  colonne('Version', 'entier', 8, l => l.base.version),
  colonne('État', 'texte', 16, l => MOTS_ETATS[l.vue.etat]),
  colonne('Suivi de l’aide', 'texte', 16, l => l.vue.etape && MOTS_ETAPE[l.vue.etape].mot),
  colonne('À faire', 'texte', 40, l => l.vue.aFaire),
  colonne('Échéance (heure de Paris)', 'instant', 18, l => l.base.echeance),
  colonne('Objet de l’échéance', 'texte', 16, l => motMotif(l.base.echeance_motif)),
  colonne('En retard', 'texte', 10, l => (l.base.echeance && l.base.echeance < instant ? 'oui' : 'non')),
  colonne('Affecté à', 'texte', 30, l => l.base.assigne_nom),
  colonne('Étiquettes', 'texte', 24, l => l.base.etiquettes.join(', ')),
  colonne('Pièces manquantes', 'texte', 30, l => l.vue.piecesManquantes.join(', ')),
  colonne('Compléments attendus (nombre)', 'entier', 12, l => l.base.points_attendus),
  colonne('Compléments à examiner (nombre)', 'entier', 12, l => l.base.points_recus),
  ...[...reglesDe(appels).values()].toSorted(ordreDesClauses).map(r =>
    colonne<LigneFeuille>(`${r.titre}${r.clauses[0] ? ` (${r.clauses[0]})` : ''}`, 'texte', 18, l => {
      const v = l.verdicts.get(r.id)
      return v ? `${motVerdict(v.resultat)}${v.humain ? ', par un instructeur' : ''}` : null
    }),
  ),
]

/** In percent, to one decimal. */
function part({ base: { aide_demandee, cout_global } }: LigneFeuille) {
  return aide_demandee === null || !cout_global ? null : Math.round((aide_demandee / cout_global) * 1000) / 10
}
