import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chargerAppel, sansInsecables } from '../../../test/appels/jouer.ts'
import { reglesDe, VAGUES, type Variante } from '../../../test/appels/varier.ts'
import { modeleRempli } from '../../../test/modeles.ts'
import type { Appel } from '../../cahier/index.ts'
import { lireAppel } from '../lire-appel.ts'
import { dessinerCorps } from './appel-corps.view.tsx'

const page = (v: Variante) => enMots(reglesDe(v).appel)
const enMots = (appel: Appel) => {
  const html = String(dessinerCorps({ appel, numero: 1, publieeLe: null, instant: appel.calendrier.vagues[0]!.ouverture }).texte)
  return sansInsecables(
    html
      .replace(/<\/(?:li|td|tr|p)>/g, ' | ')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&nbsp;', ' '),
  ).replace(/\s+/g, ' ')
}

// seen to fail: with `plages` left out of what the page says
it('la page dit une table à deux entrées, une plage de taux et des tranches dans leur unité', () => {
  const dit = page({
    parametres: `taux croisé:
  type: taux
  selon: [volet, type de structure]
  valeurs: { voirie: { commune: 40 %, epci: 30 % }, batiments: { commune: "12,5 %" } }
  defaut: 5 %
taux admis: { type: taux, selon: volet, plages: { voirie: { min: 20 %, max: 40 % } }, plage: { min: 10 %, max: 30 % } }
durée admise: { type: nombre, plage: { min: 12, max: 24 } }
bonus: { type: montant, selon: coût global, tranches: [{ jusqu_a: 5 000 €, valeur: 100 € }, { valeur: 300 € }] }`,
  })
  for (const lu of [
    'Voirie et ouvrages : commune 40 % ; EPCI 30 % | Bâtiments publics : commune 12,5 % | sinon : 5 % |',
    'Voirie et ouvrages : de 20 % à 40 % | sinon : de 10 % à 30 % |',
    'Durée admise | de 12 à 24 |',
    'jusqu’à 5 000 € : 100 € | au-delà : 300 € |',
  ])
    expect(dit).toContain(lu)
})

it('la page dit ce que l’appel déclare de l’argent, des structures réunies et des parts marginales', () => {
  const dit = page({
    source: VAGUES,
    remplacer: [
      [
        'aide: { texte: 250 € au plus par équipement.,',
        'aide: { texte: 250 € au plus par équipement., montant_min: 1 000 €, montant_max: 20 000 €, cout_min: 3 000 €,',
      ],
    ],
  })
  expect(dit).toMatch(
    /Coût global du projet Clause B3 \| 3 000 € au moins \| \| Aide d’un dossier Clause B3 \| 1 000 € au moins, 20 000 € au plus/,
  )
  expect(dit).toContain('Structures réunies : 10 au moins.')
  expect(dit).toContain('Part marginale, 12,5 % de l’aide au plus')
})

// seen to fail: « sinon : 0 € » of a case that nobody has, and « 100 % du coût total » beside the 80 % of a rule
it('la page ne dit ni le cas que personne n’a, ni le plafond d’aides publiques qu’une règle remplace', () => {
  const deux = readFileSync('src/test/appels/plan-court.yml', 'utf8').replace(/^ +- \{ type: personne_morale_financee,.*\n/m, '')
  const texte = deux.replace(
    'parametres:\n',
    'parametres:\n  plafond du porteur: { type: montant, selon: type de structure, valeurs: { commune: 60 000 €, association: 20 000 € }, defaut: 0 € }\n',
  )
  const lire = (t: string) => {
    const lu = lireAppel(t, 'appel.yml')
    if (!lu.ok) throw new Error(lu.error.map(e => e.message).join('\n'))
    return enMots(lu.value)
  }
  const sans = lire(texte)
  expect(sans).toMatch(/commune : 60 000 € \| association : 20 000 € \| \|/i)
  expect(sans).not.toContain('sinon : 0 €')
  expect(sans).toContain('Aides publiques, l’aide comprise')
  // one type that may file is not in the scale: the other cases are somebody's
  expect(lire(texte.replace('valeurs: { commune: 60 000 €, association: 20 000 € }', 'valeurs: { commune: 60 000 € }'))).toContain(
    'sinon : 0 €',
  )
  const regle = `  - id: cumul
    titre: Aides publiques
    clauses: [A2]
    etape: plan
    controles:
      - formule: aides publiques du plan <= arrondi inférieur (80 % * coût global) et aides publiques du plan <= coût global
        sinon: non_respectee
        phrase: 80 % au plus.
    respectee: 80 % au plus.

clauses:`
  const remplacee = texte.replace('clauses:\n  A1', `${regle}\n  A1`).replace('[declaration-cumul]', '[cumul]')
  expect(lire(remplacee)).not.toContain('Aides publiques, l’aide comprise')
})

// before, on the page: the clauses of the aid on each line, without the columns that are worked out, without what a band is read on
it('la page dit sur quoi se lit une tranche, et comment l’aide se trouve ligne par ligne, chacun avec sa clause', () => {
  const dit = enMots(chargerAppel('src/test/appels/degats-orages.yml'))
  for (const lu of [
    'Abattement de vétusté, selon : « Âge du bien » Clause D7 | jusqu’à 5 : 0 %',
    'Taux de la dotation, selon : part des dégâts dans le budget Clause D8 | jusqu’à 10 % : 30 %',
    'Dégât retenu, ligne par ligne Clause D7 | le plus grand de 0 € et « Réparation HT » × (100 % − abattement de vétusté) − « Payé par l’assurance » |',
    'Dégâts retenus Clause D7 | la somme de « Dégât retenu »',
  ])
    expect(dit).toContain(lu)
})

const duModele = (texte: string) => {
  const lu = lireAppel(texte, 'appel.yml')
  if (!lu.ok) throw new Error(lu.error.map(e => e.message).join('\n'))
  return enMots(lu.value)
}

// seen to fail: the day that kept somebody from filing was in no section of the page
it('un jour écrit dans une règle qui bloque se lit avec les chiffres de l’appel', () => {
  const source = modeleRempli('a_date', 2027)
  const avecUnJour = source.replace('formule: date_fin <= limite des projets', 'formule: date_fin <= 31/12/2028')
  expect(avecUnJour).not.toBe(source)
  const dit = /(Dates? [^|]*)?\| « Fin prévue » au plus tard le 31 décembre 2028/
  expect(duModele(avecUnJour)).toMatch(dit)
  expect(duModele(source)).not.toMatch(dit)
})

// seen to fail: « Personne ne note » stood under « Comment le comité choisit »
it('quand il n’y a rien à noter, la page ne dit pas que le comité choisit', () => {
  const forfait = duModele(modeleRempli('forfait', 2027))
  expect(forfait).toContain('Comment la décision est prise')
  expect(forfait).not.toContain('Comment le comité choisit')
  expect(duModele(modeleRempli('a_date', 2027))).toContain('Comment le comité choisit')
})
