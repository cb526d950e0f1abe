import { motifDe } from './motifs.table.ts'
import { convient, type Offres } from './offre.ts'
import type { Remplie } from './phrase.ts'

/** What a rule does when its sentence is not true. */
export type Effet = 'non_respectee' | 'a_completer' | 'autre_appel' | 'attention' | 'a_verifier'
/**
 * A sentence of the cahier des charges that somebody may start a rule with: a pattern, some of its blanks filled. `si`: the rule is said only in that case. A proposal
 * whose names the call does not have is not shown.
 */
export type Amorce = {
  code: string
  texte: string
  titre: string
  motif: string
  valeurs: Remplie['valeurs']
  effet?: Effet
  si?: Remplie
}

const p = (
  code: string,
  titre: string,
  texte: string,
  motif: string,
  valeurs: Remplie['valeurs'] = {},
  plus: Partial<Amorce> = {},
): Amorce => ({
  code,
  titre,
  texte,
  motif,
  valeurs,
  ...plus,
})
const auMoins = (quoi: string) => ({ quoi, signe: '>=' })
const auPlus = (quoi: string) => ({ quoi, signe: '<=' })

/** The catalogue, in the order of a cahier des charges. */
export const CATALOGUE: readonly { titre: string; amorces: readonly Amorce[] }[] = [
  {
    titre: 'Argent',
    amorces: [
      p('cout_minimal', 'Coût minimal', 'Le coût global est d’au moins …', 'comparer_montant', auMoins('coût global')),
      p('cout_maximal', 'Coût maximal', 'Le coût global ne dépasse pas …', 'comparer_montant', auPlus('coût global')),
      p('aide_et_plafond', 'Aide maximale', 'L’aide ne dépasse pas … de …, et au plus …', 'part_et_plafond', {
        quoi: 'aide demandée',
        base: 'base éligible',
      }),
      p('aide_part', 'Taux de l’aide', 'L’aide ne dépasse pas … de …', 'part_maximale', { quoi: 'aide demandée' }),
      p('aide_maximale', 'Plafond de l’aide', 'L’aide ne dépasse pas …', 'comparer_montant', auPlus('aide demandée')),
      p('aide_minimale', 'Aide minimale', 'L’aide est d’au moins …', 'comparer_montant', auMoins('aide demandée')),
      p('aides_publiques', 'Aides publiques', 'Les aides publiques ne dépassent pas … du coût', 'part_maximale', {
        quoi: 'aides publiques du plan',
        base: 'coût global',
      }),
      p('part_du_porteur', 'Part de la structure', 'La structure paie au moins … des financements publics', 'part_minimale', {
        quoi: 'part du porteur',
        base: 'financements publics',
      }),
    ],
  },
  {
    titre: 'Structure',
    amorces: [
      p('population', 'Population', 'La population de la structure est entre … et …', 'entre_nombre', { quoi: 'population' }),
      p('population_max', 'Population maximale', 'La population de la structure ne dépasse pas …', 'comparer_nombre', auPlus('population')),
      p('types', 'Structures admises', 'La structure est …', 'choix', { question: 'type de structure' }),
      p('territoire', 'Territoire', 'La structure est dans le territoire', 'vrai', { fait: 'dans le territoire' }),
      p('un_dossier', 'Un dossier par structure', 'Un seul dossier par structure', 'comparer_nombre', {
        ...auPlus('dossiers du porteur'),
        valeur: '1',
      }),
      p('membres', 'Projet à plusieurs', 'Au moins … structures associées', 'comparer_nombre', auMoins('partenaires')),
      p(
        'aides_passees',
        'Aides déjà obtenues',
        'Les aides déjà obtenues depuis … ne dépassent pas …',
        'comparer_montant',
        auPlus('aides obtenues du porteur . sur_3_ans'),
        { effet: 'attention' },
      ),
    ],
  },
  {
    titre: 'Dates',
    amorces: [
      p('date_limite', 'Date limite', 'La date … ne vient pas après …', 'comparer_date', { signe: '<=' }),
      p('date_debut', 'Date de début', 'La date … ne vient pas avant …', 'comparer_date', { signe: '>=' }),
      p('dates_ordre', 'Ordre des dates', 'Une date vient avant une autre', 'comparer_date', { signe: '<' }),
      p('duree', 'Durée', 'Entre … et …, la durée ne dépasse pas … jours', 'duree', { signe: '<=' }),
      p('delai', 'Délai', 'La date … vient au plus tard … jours après …', 'delai', { signe: '<=' }),
    ],
  },
  {
    titre: 'Dépenses et pièces',
    amorces: [
      p('sans_depense', 'Dépense exclue', 'Aucune dépense de …', 'aucune_depense'),
      p('part_depense', 'Part d’une dépense', 'Les dépenses de … font au plus … de …', 'part_maximale'),
      p(
        'piece_au_dela',
        'Pièce au-delà d’un montant',
        'La pièce … est jointe quand le coût dépasse …',
        'piece_au_dela',
        { quoi: 'coût global' },
        { effet: 'a_completer' },
      ),
      p('piece', 'Pièce', 'La pièce … est jointe', 'vrai', {}, { effet: 'a_completer' }),
    ],
  },
  {
    titre: 'Réponses',
    amorces: [
      p('reponse', 'Réponse attendue', 'La réponse à … est …', 'choix'),
      p('reponse_exclue', 'Réponse exclue', 'La réponse à … n’est pas …', 'choix_pas'),
      p('obligatoire', 'Réponse obligatoire', 'La question … a une réponse', 'vrai', {}, { effet: 'a_completer' }),
      p('oui', 'Réponse oui', 'La réponse à … est oui', 'vrai'),
      p('non', 'Réponse non', 'La réponse à … est non', 'faux'),
      p('reponse_si', 'Réponse demandée', '… est demandé quand la réponse à … est …', 'reponse_si', {}, { effet: 'a_completer' }),
      p(
        'autre_appel',
        'Relève d’un autre appel',
        'Ce projet relève d’un autre appel quand la réponse à … est …',
        'choix_pas',
        {},
        { effet: 'autre_appel' },
      ),
      p('somme', 'Somme de réponses', '… et … ensemble ne dépassent pas …', 'somme_montant', { signe: '<=' }),
      p('nombre', 'Nombre', 'Le nombre … est d’au moins …', 'comparer_nombre', { signe: '>=' }),
      p('lignes_oui', 'Lignes d’un tableau', 'Le nombre de lignes où … est oui est d’au moins …', 'lignes_oui', { signe: '>=' }),
      p('lignes_ou', 'Lignes d’un tableau', 'Le nombre de lignes où … est … est d’au moins …', 'lignes_ou', { signe: '>=' }),
    ],
  },
]
export const amorceDe = (code: string) => CATALOGUE.flatMap(g => g.amorces).find(x => x.code === code)

/** What a condition may be begun with: when a question is shown, when a rule is said. */
export const CONDITIONS: readonly { motif: string; texte: string; valeurs: Remplie['valeurs'] }[] = [
  { motif: 'choix', texte: 'Une réponse est …', valeurs: {} },
  { motif: 'choix_pas', texte: 'Une réponse n’est pas …', valeurs: {} },
  { motif: 'vrai', texte: 'Une réponse est oui, une pièce est jointe, une question a une réponse', valeurs: {} },
  { motif: 'faux', texte: 'Une réponse est non', valeurs: {} },
  { motif: 'comparer_montant', texte: 'Un montant dépasse, atteint ou ne dépasse pas …', valeurs: { signe: '>' } },
  { motif: 'comparer_nombre', texte: 'Un nombre dépasse, atteint ou ne dépasse pas …', valeurs: { signe: '>' } },
  { motif: 'comparer_date', texte: 'Une date vient avant ou après …', valeurs: { signe: '>=' } },
]

/** Whether every name that it begins with is one of the call's, and each of its other blanks has something to hold. */
export const offerte = ({ motif, valeurs }: Pick<Amorce, 'motif' | 'valeurs'>, offres: Offres) =>
  Object.entries(motifDe(motif)?.cases ?? {}).every(([x, c]) => {
    const v = valeurs[x]
    if (c.genre === 'signe' || c.genre === 'valeur' || c.genre === 'codes') return true
    if (v !== undefined) return offres.noms.has(String(v))
    if (c.genre === 'colonne') return [...offres.colonnes.values()].some(o => o.genre === c.de)
    return [...offres.noms.values()].some(o => convient(c, o))
  })
