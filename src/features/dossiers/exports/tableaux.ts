import { formatEuros } from '../../../lib/euros.ts'
import type { Appel, Etape } from '../../appels/index.ts'
import type { DossierDonnees } from '../../documents/index.ts'
import { type Contenu, lignesDe, lotsDe } from '../contenu.ts'
import { champCellule, colonnesDe, ETATS_RESSOURCE, type Liste, ORIGINES_RESSOURCE } from '../listes.ts'
import { calculer, type Total } from '../plan/calcul.ts'
import type { Montant, Plan } from '../plan/plan.ts'
import { planDe } from '../plan/plan-du-contenu.ts'
import { reglageDe } from '../plan/reglage.ts'
import { motValeur } from '../valeur-lue.view.tsx'

type Tableau = DossierDonnees['sections'][number]['tableaux'][number]
const texte = (titre: string) => ({ titre, numerique: false })
const nombre = (titre: string) => ({ titre, numerique: true })
const euros = (m: Montant) => (typeof m === 'number' ? formatEuros(m, { centimes: true }) : m === 'vide' ? '' : 'Illisible')
const somme = (t: Total) => (t.sans.length === 0 ? euros(t.connu) : 'À compléter')

const LISTES_LUES: Partial<Record<Liste, string>> = {
  jalons: 'Calendrier du projet',
  indicateurs: 'Indicateurs',
  beneficiaires: 'Bénéficiaires',
}

/** The tables of a step as a document shows them; a list without rows has none. */
export function tableauxDe(appel: Appel, etape: Etape, c: Contenu): Tableau[] {
  const listes = (Object.keys(LISTES_LUES) as Liste[]).filter(l => etape.blocs.includes(l as never) && lignesDe(c, l).length > 0)
  return [...listes.map(l => liste(appel, l, c)), ...(etape.blocs.includes('plan') ? plan(appel, planDe(c)) : [])]
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

function plan(appel: Appel, p: Plan): Tableau[] {
  const chiffres = calculer(p, reglageDe(appel))
  const rang = (ligne: string | undefined) => p.lots.findIndex(l => l.ligne === ligne) + 1
  const nomDuLot = (ligne: string | undefined) => (rang(ligne) > 0 ? `Lot\u00a0${rang(ligne)}` : 'Aucun')
  const lots = chiffres.lots.map(l => {
    const lot = p.lots.find(x => x.ligne === l.ligne)
    return [nomDuLot(l.ligne), lot?.intitule ?? 'Dépenses dans aucun lot', lot?.aide ? 'Oui' : 'Non', somme(l.ht)]
  })
  const depenses = p.depenses.map((d, i) => [
    `${i + 1}`,
    ...(p.lots.length > 0 ? [nomDuLot(d.lot)] : []),
    [d.libelle || 'À compléter', d.fournisseur].filter(Boolean).join(', '),
    appel.natures.find(n => n.code === d.nature)?.libelle ?? 'À compléter',
    euros(d.ht),
    euros(d.ttc),
  ])
  const total = [
    '',
    ...(p.lots.length > 0 ? [''] : []),
    'Total',
    '',
    somme(chiffres.ht),
    chiffres.ttc.sans.length === 0 ? euros(chiffres.ttc.connu) : '',
  ]
  return [
    ...(p.lots.length > 0
      ? [{ legende: 'Lots', entetes: [texte('Lot'), texte('Intitulé'), texte('Aide demandée'), nombre('Dépenses HT')], lignes: lots }]
      : []),
    ...(depenses.length > 0
      ? [
          {
            legende: 'Dépenses',
            entetes: [
              nombre('N°'),
              ...(p.lots.length > 0 ? [texte('Lot')] : []),
              texte('Dépense'),
              texte('Nature'),
              nombre('HT'),
              nombre('TTC'),
            ],
            lignes: [...depenses, total],
          },
        ]
      : []),
    ressources(appel, p, somme(chiffres.ressources)),
  ]
}

function ressources(appel: Appel, p: Plan, cout: string): Tableau {
  const mot = (options: readonly { code: string; libelle: string }[], code: string | undefined) =>
    options.find(o => o.code === code)?.libelle ?? 'À compléter'
  return {
    legende: 'Ressources',
    entetes: [texte('Ressource'), texte('Financeur'), texte('État'), nombre('Montant')],
    lignes: [
      ['Aide demandée', appel.titre, '', euros(p.aide)],
      ['Part de la structure', '', '', euros(p.part)],
      ...p.ressources.map(r => [mot(ORIGINES_RESSOURCE, r.origine), r.financeur, mot(ETATS_RESSOURCE, r.etat), euros(r.montant)]),
      ['Coût global', '', '', cout],
    ],
  }
}
