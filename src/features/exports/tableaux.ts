import { formatEuros } from '../../lib/euros.ts'
import type { Appel, Etape } from '../cahier/index.ts'
import { motValeur } from '../champs/index.ts'
import { type Contenu, champCellule, colonnesDe, type Liste, lignesDe, lotsDe } from '../contenu/index.ts'
import type { DossierDonnees } from '../documents/index.ts'
import type { Lecture } from '../examen/index.ts'
import {
  groupesDe,
  lignesDuPlan,
  type Mots,
  montantLu,
  motsDuPlan,
  type Plan,
  payee,
  planDe,
  type Reglage,
  reglageDe,
  ressourcesDe,
  totalLu,
} from '../plan/index.ts'
import type { TableauEvalue } from '../recevabilite/index.ts'
import { celluleLue, colonnesLues, motTotal } from '../tableaux/index.ts'
import type { AideCalculee } from '../verdicts/index.ts'

type Tableau = DossierDonnees['sections'][number]['tableaux'][number]
const texte = (titre: string) => ({ titre, numerique: false })
const nombre = (titre: string) => ({ titre, numerique: true })

const LISTES_LUES: Partial<Record<Liste, string>> = {
  jalons: 'Calendrier du projet',
  indicateurs: 'Indicateurs',
  beneficiaires: 'Bénéficiaires',
  minimis: 'Aides de minimis reçues ailleurs',
}

/** The tables of a step as a document shows them; a list without rows has none. */
export function tableauxDe(
  appel: Appel,
  etape: Etape,
  c: Contenu,
  { tableaux, visibilite, aide }: Pick<Lecture, 'tableaux' | 'visibilite' | 'aide'>,
): Tableau[] {
  const listes = (Object.keys(LISTES_LUES) as Liste[]).filter(l => etape.blocs.includes(l as never) && lignesDe(c, l).length > 0)
  const poses = etape.questions.flatMap(q => (visibilite.questions.has(q.id) ? (tableaux.get(q.id) ?? []) : []))
  return [
    ...listes.map(l => liste(appel, l, c)),
    ...poses.filter(t => t.lignes.length > 0).map(t => tableau(appel, t, c)),
    ...(etape.blocs.includes('plan') ? [...plan(appel, planDe(appel, c), c, tableaux), ...calcul(aide)] : []),
  ]
}

function liste(appel: Appel, l: Liste, c: Contenu): Tableau {
  const colonnes = colonnesDe(l, appel, lotsDe(c))
  return {
    legende: LISTES_LUES[l] ?? l,
    entetes: colonnes.map(x => ({ titre: x.libelle, numerique: x.genre === 'nombre' || x.genre === 'decimal' })),
    lignes: lignesDe(c, l).map(ligne =>
      colonnes.map(x => {
        const nom = champCellule(l, ligne, x.nom)
        const v = c.valeurs[nom]
        return v === undefined ? (c.illisibles[nom] ?? '') : motValeur({ ...x, nom }, v)
      }),
    ),
  }
}

/** Every line of a table of the form, with what is worked out of it, then the totals and what they count. */
function tableau(appel: Appel, t: TableauEvalue, c: Contenu): Tableau {
  const colonnes = colonnesLues(t.tableau)
  const total = (code: string) => {
    const x = t.totaux[code]
    return x ? [x.texte, motTotal(x)].filter(Boolean).join(', ') : ''
  }
  return {
    legende: t.tableau.libelle,
    entetes: [nombre('N°'), ...colonnes.map(x => ({ titre: x.libelle, numerique: x.num }))],
    lignes: [
      ...t.lignes.map(l => [`${l.rang}`, ...colonnes.map(x => celluleLue(appel, t, l, x.code, c))]),
      ...(Object.keys(t.totaux).length > 0 ? [['', ...colonnes.map((x, i) => total(x.code) || (i === 0 ? 'Total' : ''))]] : []),
    ],
  }
}

/** Expenses lot by lot, then who pays: the lines of the page and of the budget. */
function plan(appel: Appel, p: Plan, c: Contenu, tableaux: Lecture['tableaux']): Tableau[] {
  const reglage = reglageDe(appel)
  const mots = motsDuPlan(p, reglage, { centimes: true })
  if (reglage.plan === 'aucun') return []
  const { numero, colonnes } = lignesDuPlan(appel, c, tableaux)
  return [...groupesDe(p).map(g => depenses(g, p, reglage, { mots, numero, colonnes })), ressources(appel, p, reglage, mots)]
}

/** How the aid was found, where the call computes it. */
const calcul = (aide: AideCalculee | undefined): Tableau[] =>
  aide?.montant === undefined
    ? []
    : [
        {
          legende: 'Comment l’aide est calculée',
          entetes: [texte('Chiffre'), texte('Valeur')],
          lignes: [...aide.etapes.map(e => [e.libelle, e.texte]), ['Aide calculée', formatEuros(aide.montant, { centimes: true })]],
        },
      ]

/** An amount that no line gives has no column. */
type DuPlan = { mots: Mots } & Pick<ReturnType<typeof lignesDuPlan>, 'numero' | 'colonnes'>
function depenses(
  { titre, nom, depenses }: ReturnType<typeof groupesDe>[number],
  p: Plan,
  reglage: Reglage,
  { mots, numero, colonnes }: DuPlan,
): Tableau {
  const montants = (['ht', 'ttc'] as const).filter(
    m => reglage.assiette === m || depenses.some(d => montantLu(d[m], { facultatif: true }) !== ''),
  )
  return {
    legende: titre,
    entetes: [
      nombre(numero),
      texte('Dépense'),
      texte('Payée par l’aide'),
      ...montants.map(m => nombre(m.toUpperCase())),
      ...colonnes.map(c => (c.num ? nombre(c.libelle) : texte(c.libelle))),
    ],
    lignes: [
      ...depenses.map(d => [
        `${p.depenses.indexOf(d) + 1}`,
        motDepense(d, reglage),
        payee(p, reglage, d).mot,
        ...montants.map(m => montantLu(d[m], { facultatif: reglage.assiette !== m })),
        ...colonnes.map(c => c.dire(d)),
      ]),
      [
        '',
        'Total',
        '',
        ...montants.map(m => (mots.textes[`${nom}.${m}`] ? totalLu(mots, `${nom}.${m}`) : '')),
        ...colonnes.map(c => (p.lots.length === 0 ? c.total : '')),
      ],
    ],
  }
}

/** What is bought, from whom, and its nature where its name does not say it. */
function motDepense({ libelle, fournisseur, nature }: Plan['depenses'][number], reglage: Reglage) {
  const genre = reglage.natures[nature ?? '']?.libelle ?? 'nature à compléter'
  const nom = libelle && libelle !== genre ? `${libelle} (${genre})` : genre
  return [nom, fournisseur].filter(Boolean).join(', ')
}

const ressources = (appel: Appel, p: Plan, reglage: Reglage, mots: Mots): Tableau => ({
  legende: 'Ressources',
  entetes: [texte('Ressource'), texte('Financeur'), texte('État'), nombre('Montant'), nombre('Part')],
  lignes: [
    ...ressourcesDe(p, reglage, mots, { aide: appel.titre, structure: 'La structure' }).map(r => [
      r.ressource,
      r.financeur,
      r.etat,
      montantLu(r.montant),
      r.part,
    ]),
    [reglage.plan === 'simple' ? 'Coût total' : 'Coût global', '', '', totalLu(mots, 'cout'), ''],
  ],
})
