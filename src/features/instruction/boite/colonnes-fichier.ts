import { motVerdict, type ResultatVerdict } from '../../../ui/verdicts.tsx'
import { motEnFeuille } from '../../avis/index.ts'
import { type Appel, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { ordreDesClauses } from '../../constats/index.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import { type ColonneFeuille, colonne } from '../../tableur/index.ts'
import { titreDuTemps } from '../../temps/index.ts'
import { motMotif, motsEtats } from '../liste/liste.mots.ts'
import { reglesDe } from '../liste/noms.ts'
import type { LigneExport } from './export.queries.ts'
import { enLigne, verdictsDe } from './lignes.ts'
import type { CodeColonne, LigneBoite } from './lignes.view.tsx'

type Verdict = { resultat: ResultatVerdict; humain: boolean }
/** A row of the list with what only a file shows. */
type LigneFichier = { base: LigneExport; vue: LigneBoite; verdicts: ReadonlyMap<string, Verdict> }
type Colonne = ColonneFeuille<LigneFichier>

/** How a row becomes the row of a file: the words are those of the list. */
export function enLigneFichier(appels: readonly Appel[]) {
  const contexte = { appels, regles: reglesDe(appels), tetes: [], moi: '' }
  const seuls = new Set(appels.filter(a => !a.comite).map(a => a.slug))
  return (base: LigneExport): LigneFichier => ({
    base,
    vue: enLigne(base, { ...contexte, sansComite: seuls.has(base.appel_slug) }),
    verdicts: new Map(verdictsDe(base).map(v => [v.regle, v])),
  })
}

/**
 * What each column of the page becomes in a file, in the order of the file, units in the titles: one that is not here does not compile. `instant`: what late means.
 */
const parColonne = (appels: readonly Appel[], instant: Date): Record<CodeColonne, readonly Colonne[]> => ({
  dossier: [
    colonne('Numéro', 'texte', 14, l => l.base.numero),
    colonne('Appel à projets', 'texte', 30, l => appels.find(a => a.slug === l.base.appel_slug)?.titre ?? l.base.appel_slug),
  ],
  porteur: [
    colonne('Projet', 'texte', 50, l => l.base.titre),
    colonne('Porteur', 'texte', 34, l => (l.base.declaree ? `${l.base.porteur} (déclarée)` : l.base.porteur)),
  ],
  type: [
    colonne('Type de porteur', 'texte', 18, l => TYPES_STRUCTURE[l.base.porteur_type as TypeStructure] ?? l.base.porteur_type),
    colonne('SIREN du porteur', 'texte', 14, l => l.base.siren),
  ],
  population: [colonne('Population (habitants)', 'entier', 12, l => l.base.population)],
  epci: [colonne('EPCI', 'texte', 34, l => l.base.epci ?? l.base.epci_siren)],
  departement: [
    colonne('Département', 'texte', 18, l => l.vue.departement),
    colonne('Départements concernés', 'texte', 22, l => l.base.departements.map(d => nomDepartement(d, appels)).join(', ')),
  ],
  partenaires: [colonne('Partenaires (nombre)', 'entier', 12, l => l.base.partenaires)],
  priorite: [colonne('Priorité du porteur', 'texte', 12, l => l.base.priorite ?? null)],
  volet: [colonne('Volet', 'texte', 8, l => l.vue.volet)],
  cout: [colonne('Coût global (€)', 'euros', 14, l => l.base.cout_global)],
  aide: [colonne('Aide demandée (€)', 'euros', 14, l => l.base.aide_demandee), colonne('Part du coût (%)', 'decimal', 12, part)],
  propose: [colonne('Aide proposée (€)', 'euros', 14, l => l.base.montant_propose)],
  depose: [colonne('Déposé le (heure de Paris)', 'instant', 18, l => l.base.depose_le)],
  version: [colonne('Version', 'entier', 8, l => l.base.version), ...deuxTemps(appels)],
  etat: [
    colonne('État', 'texte', 16, l => motsEtats([{ comite: !l.vue.sansComite }])[l.vue.etat]),
    colonne('Suivi de l’aide', 'texte', 16, l => l.vue.etape && MOTS_ETAPE[l.vue.etape].mot),
  ],
  suite: [colonne('À faire', 'texte', 40, l => l.vue.aFaire)],
  echeance: [
    colonne('Échéance (heure de Paris)', 'instant', 18, l => l.base.echeance),
    colonne('Objet de l’échéance', 'texte', 16, l => motMotif(l.base.echeance_motif)),
    colonne('En retard', 'texte', 10, l => (l.base.echeance && l.base.echeance < instant ? 'oui' : 'non')),
  ],
  affecte: [colonne('Affecté à', 'texte', 30, l => l.base.assigne_nom)],
  etiquettes: [colonne('Étiquettes', 'texte', 24, l => l.base.etiquettes.join(', '))],
  pieces: [
    colonne('Pièces manquantes', 'texte', 30, l => l.vue.piecesManquantes.join(', ')),
    colonne('Compléments attendus (nombre)', 'entier', 12, l => l.base.points_attendus),
    colonne('Compléments à examiner (nombre)', 'entier', 12, l => l.base.points_recus),
  ],
  // one a rule of the calls, with the verdict that counts, then one an opinion that they ask for, one a body that gives its own
  recevabilite: [
    ...[...reglesDe(appels).values()].toSorted(ordreDesClauses).map(r =>
      colonne<LigneFichier>(`${r.titre}${r.clauses[0] ? ` (${r.clauses[0]})` : ''}`, 'texte', 18, l => {
        const v = l.verdicts.get(r.id)
        return v ? `${motVerdict(v.resultat)}${v.humain ? ', par un instructeur' : ''}` : null
      }),
    ),
    ...avisDe(appels).map(([code, libelle]) =>
      colonne<LigneFichier>(`Avis\u00a0: ${libelle}`, 'texte', 24, l => motEnFeuille(l.base.avis?.[code])),
    ),
    ...instancesDe(appels).map(([code, libelle]) =>
      colonne<LigneFichier>(`Avis\u00a0: ${libelle}`, 'texte', 24, l => l.base.instances?.get(code) ?? null),
    ),
  ],
})
/** The opinions that the service asks for, by code: the same in several calls is one column. */
const avisDe = (appels: readonly Appel[]) => [
  ...new Map(appels.flatMap(a => a.avis.filter(v => v.quand !== 'depot').map(v => [v.code, v.libelle] as const))),
]
const instancesDe = (appels: readonly Appel[]) => [
  ...new Map(appels.flatMap(a => a.instances.filter(x => x.nature === 'avis').map(x => [x.code, x.libelle] as const))),
]
/** Where a call has two temps, which one stands filed. */
const deuxTemps = (appels: readonly Appel[]): Colonne[] =>
  appels.some(a => a.second)
    ? [
        colonne('Temps', 'texte', 16, ({ base }) => {
          const appel = appels.find(a => a.slug === base.appel_slug)
          return (appel && titreDuTemps(appel, base.temps)) ?? null
        }),
      ]
    : []

export const colonnesFichier = (appels: readonly Appel[], instant: Date): Colonne[] => Object.values(parColonne(appels, instant)).flat()

/** In percent, to one decimal. */
function part({ base: { aide_demandee, cout_global } }: LigneFichier) {
  return aide_demandee === null || !cout_global ? null : Math.round((aide_demandee / cout_global) * 1000) / 10
}
